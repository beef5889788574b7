module github.com/servicemoments/moments/scripts/bench-peers/d2

go 1.27.0

tool github.com/d2lang/d2

require (
	codeberg.org/go-pdf/fpdf v0.12.0 // indirect
	github.com/PuerkitoBio/goquery v1.12.0 // indirect
	github.com/alecthomas/chroma/v2 v2.27.0 // indirect
	github.com/andybalholm/brotli v1.2.2 // indirect
	github.com/andybalholm/cascadia v1.3.4 // indirect
	github.com/coder/websocket v1.8.15 // indirect
	github.com/d2lang/d2 v0.8.2 // indirect
	github.com/d2lang/dagro v0.2.0 // indirect
	github.com/d2lang/elk-go v0.2.0 // indirect
	github.com/d2lang/mathjax-go v0.1.0 // indirect
	github.com/d2lang/rough-go v0.2.0 // indirect
	github.com/d2lang/util-go v0.2.0 // indirect
	github.com/deckarep/golang-set/v2 v2.9.0 // indirect
	github.com/dlclark/regexp2/v2 v2.6.0 // indirect
	github.com/dsoprea/go-exif/v3 v3.0.1 // indirect
	github.com/dsoprea/go-logging v0.0.0-20200710184922-b02d349568dd // indirect
	github.com/dsoprea/go-png-image-structure/v2 v2.0.0-20210512210324-29b889a6093d // indirect
	github.com/dsoprea/go-utility/v2 v2.0.0-20221003172846-a3e1774ef349 // indirect
	github.com/ericpauley/go-quantize v0.0.0-20200331213906-ae555eb2afa4 // indirect
	github.com/fsnotify/fsnotify v1.10.1 // indirect
	github.com/go-errors/errors v1.5.1 // indirect
	github.com/go-jose/go-jose/v3 v3.0.5 // indirect
	github.com/go-stack/stack v1.8.1 // indirect
	github.com/golang/geo v0.0.0-20260713102120-857a528af641 // indirect
	github.com/lucasb-eyer/go-colorful v1.4.1 // indirect
	github.com/mazznoer/csscolorparser v0.1.8 // indirect
	github.com/mxschmitt/playwright-go v0.6100.0 // indirect
	github.com/pkg/browser v0.0.0-20240102092130-5ac0b6a4141c // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/spf13/pflag v1.0.10 // indirect
	github.com/yuin/goldmark v1.8.5 // indirect
	go.mongodb.org/mongo-driver v1.17.9 // indirect
	go.uber.org/multierr v1.11.0 // indirect
	golang.org/x/exp v0.0.0-20260727155853-b88d891fe743 // indirect
	golang.org/x/image v0.44.0 // indirect
	golang.org/x/net v0.57.0 // indirect
	golang.org/x/sync v0.22.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
	golang.org/x/term v0.45.0 // indirect
	golang.org/x/text v0.40.0 // indirect
	golang.org/x/xerrors v0.0.0-20240903120638-7835f813f4da // indirect
	gopkg.in/yaml.v2 v2.4.0 // indirect
)
