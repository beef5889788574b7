package wording_test

import (
	"fmt"
	"time"

	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

func ExampleFor() {
	for _, language := range []string{"en", "zh"} {
		w := wording.For(language)
		fmt.Println(w.Line(touchpoint.Visibility), w.Duration(90*time.Minute), w.Term("verdict", "loyalty"))
	}
	// Output:
	// Line of visibility 1 h 30 min above desired
	// 可视分界线 1 小时 30 分钟 高于渴望的服务
}
