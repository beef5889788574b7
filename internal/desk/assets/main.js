// The desk: which blueprint is open, in which view, theme and language, and what
// happens when it changes.
import { get, make, named, on, post, recall, remember, say, state, t, tell, told, typing, ui, words } from "./core.js";
import { zoomBy, pan } from "./stage.js";
import { beside, choose, groups, show } from "./picture.js";
import { openPanel, showFindings } from "./panel.js";
import "./text.js";
import "./edit.js";
import { showKeys } from "./keys.js";
import { menu } from "./menu.js";
import { afterwards } from "./change.js";

// --- words and looks

function speak() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  for (const e of document.querySelectorAll("[data-t]")) e.textContent = t(e.dataset.t);
  for (const e of document.querySelectorAll("[data-name]")) named(e, t(e.dataset.name), { undo: "Ctrl+Z", redo: "Ctrl+Y", keys: "?" }[e.dataset.name]);
  ui("filter").placeholder = t("find");
  ui("language").value = state.language;
  ui("theme").replaceChildren(make("option", { value: "" }, t("system")), ...told.themes.map((name) => make("option", { value: name }, words().themes[name])));
  ui("theme").value = state.theme;
  ui("tabs").replaceChildren(...told.views.map((name) => make("button", { type: "button", "data-view": name, "aria-current": name === state.view ? "page" : null, onclick: () => turn(name) }, words().views[name])));
  tell("speak");
}

function dress() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
}

ui("theme").addEventListener("change", (e) => {
  state.theme = e.target.value;
  remember("theme", state.theme);
  dress();
});
ui("language").addEventListener("change", (e) => {
  state.language = e.target.value;
  remember("language", state.language);
  speak();
  pull();
});

function turn(view) {
  state.view = view;
  for (const b of ui("tabs").children) {
    if (b.dataset.view === view) b.setAttribute("aria-current", "page");
    else b.removeAttribute("aria-current");
  }
  address();
  pull(true);
}

// --- what is open

let list = [];

async function loadList() {
  const { ok, body } = await get("list");
  if (!ok) return;
  list = body;
  listEntries();
  title();
}

function title() {
  const entry = list.find((e) => e.name === state.file);
  const name = entry?.title || state.file;
  ui("title").textContent = name;
  ui("heading").textContent = name;
  ui("name").textContent = state.file;
  document.title = name ? name + " — Moments" : "Moments";
}

function open(file) {
  closeList();
  if (file === state.file) return;
  Object.assign(state, { file, rev: "", shown: "", version: 0, boxes: new Map(), chosen: null, findings: [], noted: [] });
  title();
  address();
  tell("opened");
  pull(true);
}

const address = () => history.replaceState(null, "", "#" + new URLSearchParams({ file: state.file, view: state.view }));

let marked = 0; // in the list
function listEntries() {
  const sought = ui("filter").value.trim().toLowerCase();
  const found = list.filter((e) => (e.title + " " + e.name).toLowerCase().includes(sought)).slice(0, 200);
  marked = Math.max(0, found.findIndex((e) => e.name === state.file));
  ui("entries").replaceChildren(...found.map((e, i) => make("li", { role: "option", id: "ui-entry-" + i, "aria-selected": i === marked ? "true" : "false", class: e.name === state.file ? "here" : "", "data-file": e.name, onclick: () => { open(e.name); ui("files").focus(); } },
    make("strong", {}, e.title || e.name), make("small", {}, e.name))));
  if (!found.length) ui("entries").append(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("nothing-found")));
  pointAt(marked);
}

function pointAt(i) {
  const all = [...ui("entries").children];
  marked = Math.min(Math.max(0, i), all.length - 1);
  all.forEach((li, n) => li.setAttribute("aria-selected", n === marked ? "true" : "false"));
  all[marked]?.scrollIntoView({ block: "nearest" });
  if (all[marked]?.id) ui("filter").setAttribute("aria-activedescendant", all[marked].id);
}

function openList() {
  ui("list").hidden = false;
  ui("files").setAttribute("aria-expanded", "true");
  ui("filter").value = "";
  listEntries();
  ui("filter").focus();
}
function closeList() {
  ui("list").hidden = true;
  ui("files").setAttribute("aria-expanded", "false");
}
ui("files").addEventListener("click", () => (ui("list").hidden ? openList() : closeList()));
ui("filter").addEventListener("input", listEntries);
ui("filter").addEventListener("keydown", (e) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step) { e.preventDefault(); pointAt(marked + step); }
  if (e.key === "Enter") ui("entries").children[marked]?.click();
  if (e.key === "Escape") { closeList(); ui("files").focus(); }
  e.stopPropagation();
});
document.addEventListener("pointerdown", (e) => { if (!e.target.closest("#ui-list, #ui-files")) closeList(); });

// --- what changes

let pulling = null, again = false, freshNext = false;

// pull asks for what is there now: the picture first, what is said of it then.
export async function pull(fresh = false) {
  freshNext ||= fresh;
  if (pulling) { again = true; return pulling; }
  pulling = (async () => {
    try {
      do {
        again = false;
        await pullOnce();
      } while (again);
    } finally {
      pulling = null;
      tell("rest");
    }
  })();
  return pulling;
}

async function pullOnce() {
  if (!state.file) return;
  const file = state.file, fresh = freshNext;
  freshNext = false;
  const picture = await get("picture", { file, view: state.view, lang: state.language, layers: [...state.layers].join(",") });
  if (file !== state.file) return;
  if (picture.ok) {
    show(picture.body, fresh);
  } else {
    show({ svg: "", problem: picture.body.error });
  }
  const found = await get("findings", { file });
  if (file !== state.file || !found.ok) return;
  status(found.body);
  if (picture.ok && picture.body.version !== found.body.version) again = true; // it has changed in between
  showFindings(found.body.findings);
  banner(picture.body, found.body);
  tell("pulled");
  if (again) return;
  const over = await get("layers", { file, lang: state.language });
  if (file === state.file && over.ok) layers(over.body);
}

// status takes in where the file stands.
export function status(s) {
  Object.assign(state, { rev: s.rev, version: s.version, broken: s.broken });
  ui("undo").disabled = !s.undo || told.readOnly;
  ui("redo").disabled = !s.redo || told.readOnly;
}

let laid = []; // layers that there are
function layers(list) {
  laid = list;
  const known = new Set(list.map((l) => l.id));
  for (const id of state.layers) if (!known.has(id)) state.layers.delete(id);
  ui("layers").hidden = list.length === 0;
  const on = list.filter((l) => state.layers.has(l.id));
  ui("layers").setAttribute("aria-pressed", on.length ? "true" : "false");
  ui("layers-on").textContent = on.map((l) => l.title).join(", ") || t("layers");
}
ui("layers").addEventListener("click", () => {
  const r = ui("layers").getBoundingClientRect();
  menu(r.left, r.top - 12 - laid.length * 34, laid.map((l) => ({ text: l.title, on: state.layers.has(l.id), does: () => {
    if (!state.layers.delete(l.id)) state.layers.add(l.id);
    pull();
  } })), t("layers"));
});

function banner(picture, found) {
  const n = found.findings.filter((f) => f.severity === "error").length;
  const text = picture.stale ? t("stale", { n }) : picture.partial ? t("partial", { n }) : found.broken && n ? t("broken", { n }) : "";
  ui("banner").hidden = !text;
  if (ui("banner").dataset.text === text + state.language) return;
  ui("banner").dataset.text = text + state.language;
  ui("banner").replaceChildren(make("span", {}, text), make("button", { type: "button", onclick: () => openPanel("findings", true) }, t("show-errors")));
}

// --- who tells of changes

let events = null, away = false;
function listen() {
  events?.close();
  events = new EventSource("/api/events");
  events.onopen = () => {
    if (away) { say(""); loadList(); pull(); }
    away = false;
  };
  events.onerror = () => {
    if (!away) say(t("away"));
    away = true;
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1500);
  };
  events.onmessage = (e) => {
    const said = JSON.parse(e.data);
    if (said.kind === "list") loadList();
    if (said.kind === "file") {
      if (said.file === state.file && said.version !== state.version) pull();
      retitle();
    }
  };
}
// A browser has few connections for one server: a page that nobody sees gives
// its own back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return events?.close();
  listen();
  loadList();
  pull();
});
let later = 0;
function retitle() {
  clearTimeout(later);
  later = setTimeout(loadList, 400);
}

// --- keys and buttons

async function turnBack(what) {
  if (told.readOnly) return;
  const waits = [];
  tell("settle", waits);
  await Promise.all(waits);
  const { ok, body } = await post(what, {});
  if (ok) { status(body); await pull(); say(t(what === "undo" ? "undone" : "redone")); }
  else tell("refused", { body, retry: null });
}
ui("undo").addEventListener("click", () => turnBack("undo"));
ui("redo").addEventListener("click", () => turnBack("redo"));
on("turn", turnBack);
on("pull", () => pull());
on("status", status);
on("open", open);
ui("help").addEventListener("click", showKeys);
ui("findings-open").addEventListener("click", () => openPanel(state.panel === "findings" ? "" : "findings", true));

document.addEventListener("keydown", (e) => {
  const mod = e.ctrlKey || e.metaKey;
  if (mod && !e.altKey && e.key.toLowerCase() === "z" && !e.target.matches("input, textarea")) {
    e.preventDefault();
    return void turnBack(e.shiftKey ? "redo" : "undo");
  }
  if (mod && e.key.toLowerCase() === "y" && !e.target.matches("input, textarea")) {
    e.preventDefault();
    return void turnBack("redo");
  }
  if (typing(e) || mod || e.altKey) return;
  const arrow = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[e.key];
  if (arrow && !e.shiftKey && e.target.closest?.("#ui-main, body") && !e.target.closest("#ui-tabs, #ui-panel, .tools")) {
    e.preventDefault();
    return afterwards(() => {
      const id = state.chosen?.kind === "touchpoint" ? state.chosen.id : document.activeElement?.closest?.('[data-role="touchpoint"]')?.dataset.id;
      const to = id && beside(id, e.key);
      if (to) choose({ kind: "touchpoint", id: to }, { reveal: true, focus: true });
      if (!id) pan(arrow[0] * 80, arrow[1] * 80, true);
    });
  }
  const does = {
    "?": showKeys, "+": () => zoomBy("in"), "=": () => zoomBy("in"), "-": () => zoomBy("out"), 0: () => zoomBy("fit"), 1: () => zoomBy("actual"),
    v: () => turn(told.views[(told.views.indexOf(state.view) + 1) % told.views.length]),
    t: () => ui("text-open").click(), g: () => ui("findings-open").click(), o: openList,
  }[e.key.length === 1 ? e.key.toLowerCase() : e.key];
  if (does && !(e.target.matches("button") && e.key === " ")) { e.preventDefault(); does(); }
});

// Enter on the stage goes into the picture.
ui("stage").addEventListener("keydown", (e) => {
  if (e.key !== "Enter" || e.target !== ui("stage")) return;
  const first = state.chosen?.kind === "touchpoint" ? state.chosen.id : [...state.boxes.keys()].find((id) => groups(id).length);
  if (first) { e.preventDefault(); choose({ kind: "touchpoint", id: first }, { reveal: true, focus: true }); }
});

// --- the begin

const saved = new URLSearchParams(location.hash.slice(1));
state.language = told.language || recall("language") || (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
if (!told.language && !told.words[state.language]) state.language = "en";
if (!told.theme) state.theme = told.themes.includes(recall("theme")) ? recall("theme") : "";
if (told.views.includes(saved.get("view"))) state.view = saved.get("view");
dress();
speak();
if (told.readOnly) { ui("turns").hidden = true; say(t("read-only")); }
await loadList();
const first = list.find((e) => e.name === saved.get("file")) ?? list[0];
if (first) open(first.name);
else { ui("empty").hidden = false; ui("empty").replaceChildren(make("strong", {}, t("no-blueprints")), t("no-blueprints-how")); }
listen();
document.documentElement.dataset.ready = "";
