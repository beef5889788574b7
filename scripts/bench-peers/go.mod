module github.com/servicemoments/moments/scripts/bench-peers

go 1.25.0
