package badge_test

import (
	"fmt"
	"os"

	"github.com/servicemoments/moments/internal/badge"
)

func ExampleWrite() {
	err := badge.Write(os.Stdout, badge.Badge{Label: "moments of truth", Value: "86%", Tone: badge.OfShare(86)})
	fmt.Println(err)
	// Output:
	// <svg xmlns="http://www.w3.org/2000/svg" width="148" height="20" viewBox="0 0 148 20" role="img" aria-label="moments of truth: 86%">
	//   <title>moments of truth: 86%</title>
	//   <rect width="148" height="20" rx="3" fill="#8f6400" data-tone="fair"/>
	//   <path d="M3 0H110V20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#4a4a4a"/>
	//   <g fill="#fff" font-family="Verdana, 'DejaVu Sans', 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif" font-size="11" text-anchor="middle">
	//     <text x="55" y="14" textLength="98" lengthAdjust="spacingAndGlyphs">moments of truth</text>
	//     <text x="129" y="14" textLength="26" lengthAdjust="spacingAndGlyphs">86%</text>
	//   </g>
	// </svg>
	// <nil>
}
