package cli_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/cli"
)

func TestTheJSONOfFiguresIsAsItsSchemaSays(t *testing.T) {
	run := func(args ...string) any {
		var out, said bytes.Buffer
		require.Zero(t, cli.Run(cli.System{Out: &out, Err: &said}, args), said.String())
		v, err := jsonschema.UnmarshalJSON(&out)
		require.NoError(t, err)
		return v
	}
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("figures.json", run("schema", "--figures")))
	schema, err := c.Compile("figures.json")
	require.NoError(t, err)
	files, err := filepath.Glob("../../blueprint/testdata/golden/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range append(files, "../../examples/telecom-hall/blueprint.yaml") {
		require.NoError(t, schema.Validate(run("measure", file, "--format", "json")), file)
	}
	require.NoError(t, schema.Validate(run("simulate", "../../examples/telecom-hall/blueprint.yaml", "--scenario", "all", "--customers", "100", "--replications", "2", "--format", "json")))
	require.Error(t, schema.Validate(map[string]any{"version": 1, "title": "No sheets"}))
}
