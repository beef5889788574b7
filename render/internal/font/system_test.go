package font

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFilesAreRankedByTheirNames(t *testing.T) {
	var files []*file
	for _, name := range []string{
		"unifont.otf", "NotoSerifCJK-Regular.ttc", "DejaVuSans-Bold.ttf", "DejaVuSans.ttf", "NotoSansJP-Regular.otf", "NotoSansSC-Regular.otf",
		"NotoSansCJK-Bold.ttc", "NotoSansCJK-Light.ttc", "NotoSansCJK-Regular.ttc", "Fancy.ttf",
	} {
		files = append(files, newFile("/fonts/"+name))
	}
	names := func(w want) (list []string) {
		for _, f := range ranked(files, w) {
			list = append(list, filepath.Base(f.path))
		}
		return list
	}
	assert.Equal(t, []string{
		"NotoSansCJK-Regular.ttc", "NotoSansCJK-Light.ttc", "NotoSansCJK-Bold.ttc", "NotoSansSC-Regular.otf", "NotoSansJP-Regular.otf",
		"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "Fancy.ttf", "NotoSerifCJK-Regular.ttc", "unifont.otf",
	}, names(want{region: simplified}))
	strong := names(want{class: bold, region: japanese})
	assert.Equal(t, "NotoSansCJK-Bold.ttc", strong[0])
	assert.Less(t, indexOf(strong, "NotoSansJP-Regular.otf"), indexOf(strong, "NotoSansSC-Regular.otf"))
	assert.Less(t, indexOf(strong, "DejaVuSans-Bold.ttf"), indexOf(strong, "DejaVuSans.ttf"))
}

func indexOf(list []string, name string) int {
	for i, n := range list {
		if n == name {
			return i
		}
	}
	return -1
}

func TestOnlyFontFilesAreListed(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a.ttf", "sub/b.OTF", "sub/c.ttc", "d.pfb", "readme.txt", "LastResort.otf"} {
		path := filepath.Join(folder, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, nil, 0o600))
	}
	var names []string
	for _, f := range filesIn([]string{folder, filepath.Join(folder, "sub"), filepath.Join(folder, "none")}) {
		names = append(names, filepath.Base(f.path))
	}
	assert.Equal(t, []string{"a.ttf", "b.OTF", "c.ttc"}, names)
}

func TestABrokenFontOfTheSystemIsPassedOver(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "NotoSansCJK-Regular.ttc"), []byte("ttcf and nothing else"), 0o600))
	b := book(t, Options{NoSystem: true})
	b.system, b.listed = filesIn([]string{folder}), true
	assert.Nil(t, b.face(want{r: '办'}))
}

func TestRegions(t *testing.T) {
	assert.Equal(t, simplified, familyRegion("Noto Sans CJK SC"))
	assert.Equal(t, japanese, familyRegion("Source Han Sans J"))
	assert.Equal(t, anyRegion, familyRegion("DejaVu Sans"))
	assert.Equal(t, hongKong, regionOf("zh_HK", []rune("直")))
	assert.Equal(t, anyRegion, regionOf("zh", []rune("abc")))
	assert.Equal(t, korean, regionOf("zh", []rune("안녕 直")))
}
