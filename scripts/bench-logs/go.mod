module github.com/servicemoments/moments/scripts/bench-logs

go 1.25.0

require github.com/servicemoments/moments v0.0.0

require (
	gonum.org/v1/gonum v0.16.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

replace github.com/servicemoments/moments => ../..
