module github.com/servicemoments/moments/scripts/bench-sim

go 1.25.0

require github.com/fschuetz04/simgo v0.7.0
