// Search in titles, ids and all that is known of a touchpoint.

const lines = new Map(data.touchpoints.map((t) => [t.id, [
  t.title, t.id, t.laneName, t.kindName, t.phase, t.stepTitle, t.description,
  ...(t.groups || []).flatMap((g) => g.facts.filter((f) => !f.quiet).flatMap((f) => f.items.filter((i) => !i.to).map((i) => i.text + (i.note ? " · " + i.note : "")))),
].filter(Boolean)]));
const texts = new Map(data.touchpoints.map((t) => [t.id, lines.get(t.id).join("\n").toLowerCase()]));

// finds says whether all words of a query are in a touchpoint's texts.
const finds = (t, query) => query.split(/\s+/).every((word) => texts.get(t.id).includes(word));

// matches lists what is found, titles before all else.
function matches(query) {
  if (!query) return [];
  const weigh = (t) => (t.title.toLowerCase().includes(query) ? 0 : t.id.toLowerCase().includes(query) ? 1 : 2);
  return data.touchpoints.filter((t) => finds(t, query)).map((t, i) => [weigh(t), i, t]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((x) => x[2]);
}

let offered = [], pointed = -1;

function offer() {
  const list = ui("found"), input = ui("search");
  state.query = input.value.trim().toLowerCase();
  offered = matches(state.query);
  pointed = offered.length ? 0 : -1;
  list.replaceChildren(...offered.map((t, i) => make("li", { role: "option", id: "ui-found-" + i, onpointerdown: (e) => e.preventDefault(), onclick: () => jump(i) },
    ...emphasised(t.title, state.query), make("small", {}, snippet(t)))));
  if (state.query && !offered.length) list.append(make("li", { role: "option", "aria-disabled": "true", class: "none" }, words.nothing));
  list.hidden = !state.query;
  input.setAttribute("aria-expanded", String(!list.hidden));
  point();
  mark();
  if (state.query) say(offered.length ? fill(words.found, { n: offered.length }) : words.nothing);
  else sayShown();
}

// emphasised splits a title where the query stands in it.
function emphasised(title, query) {
  const i = title.toLowerCase().indexOf(query);
  if (i < 0 || !query || title.toLowerCase().length !== title.length) return [title];
  return [title.slice(0, i), make("mark", {}, title.slice(i, i + query.length)), title.slice(i + query.length)].filter((x) => x !== "");
}

// snippet is the line in which the query was found, else where it stands.
function snippet(t) {
  const where = [t.laneName, fill(words.place, { n: t.step })].join(" · ");
  if (t.title.toLowerCase().includes(state.query)) return where;
  const line = lines.get(t.id).find((l) => l.toLowerCase().includes(state.query));
  if (!line) return where;
  const from = Math.max(0, line.toLowerCase().indexOf(state.query) - 18);
  return where + " · " + (from ? "…" : "") + line.slice(from, from + 90);
}

function point() {
  const options = [...ui("found").querySelectorAll("[role=option]:not(.none)")];
  options.forEach((o, i) => o.setAttribute("aria-selected", String(i === pointed)));
  options[pointed]?.scrollIntoView({ block: "nearest" });
  if (pointed >= 0) ui("search").setAttribute("aria-activedescendant", "ui-found-" + pointed);
  else ui("search").removeAttribute("aria-activedescendant");
}

// jump goes to a touchpoint that was found. The found ones stay marked until the
// search is emptied.
function jump(i) {
  const t = offered[i];
  if (!t) return;
  if (state.view !== "" && !drawnIn(openPicture(), t.id).length) {
    const other = pictures.find((p) => drawnIn(p, t.id).length);
    if (other) show(other.dataset.view, true);
  }
  closeFound();
  choose(t.id, false);
}

function closeFound() {
  ui("found").hidden = true;
  ui("search").setAttribute("aria-expanded", "false");
}

function clearSearch() {
  ui("search").value = "";
  offer();
  closeFound();
}

ui("search").addEventListener("input", offer);
ui("search").addEventListener("focus", () => { if (ui("search").value.trim()) offer(); });
ui("search").addEventListener("blur", closeFound);
ui("search").addEventListener("keydown", (e) => {
  if (e.isComposing) return; // Enter ends the input of Chinese
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    if (!offered.length) return;
    pointed = (pointed + (e.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length;
    point();
  } else if (e.key === "Enter") jump(pointed);
  else if (e.key === "Escape") {
    if (ui("search").value) clearSearch();
    else ui("search").blur();
  } else return;
  e.preventDefault();
  e.stopPropagation();
});
