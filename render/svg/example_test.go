package svg_test

import (
	"os"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
)

func ExampleWrite() {
	s := &scene.Scene{Width: 100, Height: 40, Title: "Hello", Groups: []scene.Group{{
		Role:  scene.RoleLabel,
		Items: []scene.Item{scene.Text{X: 10, Y: 25, Size: 13, Paint: scene.Ink, Line: "Hello"}},
	}}}
	if err := svg.Write(os.Stdout, s, svg.Options{}); err != nil {
		panic(err)
	}
	// Output:
	// <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="100" height="40" class="moments moments-light" role="group" font-family="Inter, &#39;Segoe UI&#39;, &#39;Helvetica Neue&#39;, Arial, &#39;Noto Sans&#39;, &#39;PingFang SC&#39;, &#39;Microsoft YaHei&#39;, &#39;Noto Sans CJK SC&#39;, sans-serif" stroke-linejoin="round">
	// <title>Hello</title>
	// <desc></desc>
	// <style>:where(.moments-light){--moments-background:#ffffff;--moments-ink:#1b2430;}@supports(fill:var(--a)){.moments .f-background{fill:var(--moments-background)}.moments .f-ink{fill:var(--moments-ink)}}</style>
	// <rect x="0" y="0" width="100" height="40" fill="#ffffff" class="f-background"/>
	// <g data-role="label">
	//  <text x="10" y="25" font-size="13" fill="#1b2430" class="f-ink">Hello</text>
	// </g>
	// </svg>
}
