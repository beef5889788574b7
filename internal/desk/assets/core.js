// What all parts share: what the page was told, its words, its state, and small
// helpers. Texts go into the page as text nodes only, never as markup.

export const told = JSON.parse(document.getElementById("ui-data").textContent);
export const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const ui = (name) => document.getElementById("ui-" + name);

export const state = {
  file: "", // name of the open blueprint
  view: told.views[0],
  language: "en",
  theme: told.theme,
  layers: new Set(),
  rev: "", // of the texts as they are on disk, as far as the page knows
  shown: "", // of the texts that the picture shows
  version: 0,
  broken: false,
  boxes: new Map(), // id -> what is known of a touchpoint
  lanes: [], steps: [], phases: [], // of the board
  chosen: null, // {kind: "touchpoint", id} | {kind: "step", step} | {kind: "phase", phase}
  panel: "", // findings, details or nothing
  findings: [],
};

// words in the reader's language
export const words = () => told.words[state.language];
export const t = (key, values = {}) => (words().ui[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));

// make builds an element: "on..." listens to an event, true and false switch an
// attribute, all else is one.
export function make(tag, props = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside.flat().filter((x) => x !== undefined && x !== null && x !== ""));
  return element;
}

const space = "http://www.w3.org/2000/svg";

// drawn builds an element of a picture.
export function drawn(tag, props = {}, ...inside) {
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

// icon is one of the few signs that the page draws.
export function icon(path, kind = "icon") {
  return drawn("svg", { class: kind, viewBox: "0 0 16 16", "aria-hidden": "true" }, drawn("path", { d: path }));
}

// named gives a control its name for who hears it and for who hovers over it.
export function named(element, name, key) {
  element.setAttribute("aria-label", name);
  if (element.matches("button, select")) element.title = key ? `${name}  (${key})` : name;
  return element;
}

// say puts a short line into the bar, which is read out.
export const say = (text) => { ui("status").textContent = text; };

// toast tells something that passes, with something to do about it.
export function toast(text, action, what) {
  const box = make("div", { class: "toast" }, make("span", {}, text));
  if (action) box.append(make("button", { type: "button", onclick: () => { box.remove(); what(); } }, action));
  ui("toasts").append(box);
  while (ui("toasts").children.length > 3) ui("toasts").firstChild.remove();
  setTimeout(() => box.remove(), action ? 12000 : 6000);
}

// ask sends a request; what goes wrong on the way is an answer, too.
async function ask(path, options) {
  try {
    const reply = await fetch(path, { credentials: "same-origin", ...options });
    const text = await reply.text();
    let body;
    try { body = JSON.parse(text); } catch { body = { error: text.trim() }; }
    return { ok: reply.ok, code: reply.status, body };
  } catch {
    return { ok: false, code: 0, body: { error: t("away") } };
  }
}

const query = (path, values) => "/api/" + path + "?" + new URLSearchParams(values);
export const get = (path, values = {}) => ask(query(path, values));
export const post = (path, body, values = { file: state.file }) => ask(query(path, values), {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
});

// Parts tell one another what has happened by events of their own.
const bus = new EventTarget();
export const on = (name, what) => bus.addEventListener(name, (e) => what(e.detail));
export const tell = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));

// typing tells whether keys are wanted by what has the focus.
export const typing = (e) => e.target.matches?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]") !== null || document.querySelector(".menu") !== null;

export const remember = (name, value) => { try { localStorage.setItem("moments-" + name, value); } catch { /* not allowed: then not */ } };
export const recall = (name) => { try { return localStorage.getItem("moments-" + name); } catch { return null; } };
