// Filters: within a group any of the chosen values, over the groups all of them.

function pick() {
  const groups = new Map();
  for (const input of ui("filters").querySelectorAll("input:checked")) {
    groups.set(input.name, [...(groups.get(input.name) || []), input.value]);
  }
  const passes = (t) => [...groups.values()].every((values) => values.some((v) => t.tags.includes(v)));
  state.picked = groups.size ? new Set(data.touchpoints.filter(passes).map((t) => t.id)) : null;
  const n = [...groups.values()].reduce((sum, values) => sum + values.length, 0);
  ui("filtered").hidden = n === 0;
  ui("filtered").textContent = String(n);
  ui("clear").disabled = n === 0;
  mark();
  sayShown();
}

function sayShown() {
  const all = data.touchpoints.length;
  say(state.picked ? fill(words.shown, { n: state.picked.size, all }) : "");
}

function toggleFilters(open) {
  ui("filters").hidden = !open;
  ui("filter").setAttribute("aria-expanded", String(open));
  if (open) ui("filters").querySelector("input")?.focus();
}

ui("filters").addEventListener("change", pick);
ui("filters").addEventListener("submit", (e) => e.preventDefault());
ui("filters").addEventListener("reset", () => setTimeout(pick)); // the boxes are emptied after the event
ui("filter").addEventListener("click", () => toggleFilters(ui("filters").hidden));
