// The page comes to life: tabs, theme, keys, and what the address asks for.

const typing = (e) => e.target.closest?.("input, select, textarea") !== null && e.target.closest?.("input[type=checkbox]") === null;

function nextView() {
  const names = pictures.map((p) => p.dataset.view);
  show(names[(names.indexOf(state.view) + 1) % names.length]);
  say(fill(words.viewed, { view: data.views.find((v) => v.name === state.view).title }));
}

function escape() {
  if (state.stops) endPresentation();
  else if (state.chosen) closePanel();
  else if (!ui("filters").hidden) { toggleFilters(false); ui("filter").focus(); }
  else if (state.query) clearSearch();
  else return false;
  return true;
}

const keys = {
  "/": () => ui("search").focus(),
  f: () => toggleFilters(ui("filters").hidden),
  p: () => present(Number(ui("journey").value) || 0),
  t: () => show(state.view === "" ? state.last : ""),
  v: nextView,
  "+": () => zoomBy("in"),
  "=": () => zoomBy("in"),
  "-": () => zoomBy("out"),
  "0": () => zoomBy("fit"),
  "1": () => zoomBy("actual"),
  "?": () => ui("keys").showModal(),
};
const arrows = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };

// While a journey is presented, keys turn its pages. What a button or a list
// does with a key of its own stays with it.
function presentingKey(e) {
  const own = e.target.closest?.("select");
  if ((e.key === "ArrowRight" || e.key === "PageDown") && !own) goTo(state.stop + 1);
  else if ((e.key === "ArrowLeft" || e.key === "PageUp") && !own) goTo(state.stop - 1);
  else if (e.key === " " && !e.target.closest?.("button, select")) goTo(state.stop + 1);
  else if (e.key === "Home" && !own) goTo(0);
  else if (e.key === "End" && !own) goTo(state.stops.length - 1);
  else return false;
  return true;
}

document.addEventListener("keydown", (e) => {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || ui("keys").open) return;
  if (e.key === "Escape") {
    if (escape()) e.preventDefault();
    return;
  }
  if (state.stops) {
    if (presentingKey(e)) e.preventDefault();
    return;
  }
  if (typing(e)) return;
  const picture = openPicture();
  const move = arrows[e.key];
  if (move && picture && (e.target === picture || e.target === document.body)) pan(picture, move[0], move[1], true);
  else if (keys[e.key.toLowerCase()]) keys[e.key.toLowerCase()]();
  else return;
  e.preventDefault();
});

function setTheme(name) {
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
}

function skip(e) {
  e.preventDefault();
  show(state.view === "" ? state.last : "");
  (openPicture() || ui("table")).focus();
}

// fromAddress opens the touchpoint that the address names.
function fromAddress() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    return; // no touchpoint has such an address
  }
  if (!known.has(id) && id.startsWith("t-")) id = id.slice(2);
  if (known.has(id) && id !== state.chosen) choose(id, false);
}

document.documentElement.classList.add("live");
for (const picture of pictures) {
  picture.tabIndex = 0;
  listenToPointers(picture);
  listenToTouchpoints(picture);
}
ui("tabs").addEventListener("click", (e) => {
  const tab = e.target.closest("button");
  if (tab) show(tab.dataset.view);
});
ui("zoom").addEventListener("click", (e) => {
  const button = e.target.closest("button");
  if (button) zoomBy(button.dataset.zoom);
});
ui("table").addEventListener("click", (e) => {
  const link = e.target.closest("a[data-to]");
  if (!link) return;
  e.preventDefault();
  choose(link.dataset.to, true);
});
ui("theme").addEventListener("change", () => setTheme(ui("theme").value));
ui("help").addEventListener("click", () => ui("keys").showModal());
ui("close").addEventListener("click", closePanel);
ui("skip").addEventListener("click", skip);
addEventListener("hashchange", fromAddress);
pick();
show(state.view);
fromAddress();
