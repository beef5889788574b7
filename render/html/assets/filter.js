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

// Layers: each can be taken off the pictures and laid on again. A box then has
// the tone of the first layer that is on and judges it.
const layersOff = new Set();

function layOver() {
  for (const picture of document.querySelectorAll(".picture, .pages")) {
    for (const g of picture.querySelectorAll("[data-layer]")) {
      const off = layersOff.has(g.dataset.layer);
      if (g.dataset.role === "way") g.classList.toggle("bare", off);
      else if (g.dataset.role !== "touchpoint") g.classList.toggle("off", off);
    }
    for (const g of picture.querySelectorAll('[data-role="touchpoint"]')) {
      const on = data.layers.find((l) => !layersOff.has(l.id) && l.tones[g.dataset.id]);
      if (layersOff.size) g.dataset.tint = on ? on.tones[g.dataset.id] : "none";
      else delete g.dataset.tint;
    }
  }
}

if (data.layers) {
  const shown = data.layers.filter((l) => document.querySelector(`.picture [data-layer="${CSS.escape(l.id)}"]`));
  const switches = shown.map((l) => {
    const button = make("button", { type: "button", "aria-pressed": "true", onclick: () => {
      if (!layersOff.delete(l.id)) layersOff.add(l.id);
      button.setAttribute("aria-pressed", String(!layersOff.has(l.id)));
      layOver();
    } }, l.title || l.id);
    return button;
  });
  ui("main").append(make("div", { class: "layers", id: "ui-layers" }, ...switches));
}

ui("filters").addEventListener("change", pick);
ui("filters").addEventListener("submit", (e) => e.preventDefault());
ui("filters").addEventListener("reset", () => setTimeout(pick)); // the boxes are emptied after the event
ui("filter").addEventListener("click", () => toggleFilters(ui("filters").hidden));
