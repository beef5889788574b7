// The form of a touchpoint, made from what the server says that one can know.
// Every field writes as soon as it is left.
import { get, make, named, on, state, t, told } from "./core.js";
import { change } from "./change.js";

let fields = null, language = "", file = ""; // of the last form
let turn = 0;
const opened = new Set(); // headings that the reader has opened
const begun = new Map(); // id -> keys of parts that were asked for and are still empty

export async function showForm(panel, b, head, where, findings) {
  const mine = ++turn;
  const same = panel.dataset.form === b.id + state.file;
  if (!same) {
    panel.dataset.form = b.id + state.file;
    panel.replaceChildren(head, where);
    panel.scrollTop = 0;
  }
  const { ok, body } = await get("form", { file: state.file, id: b.id, lang: state.language });
  if (mine !== turn || state.panel !== "details") return;
  if (!ok) { panel.replaceChildren(head, where, make("p", { class: "fine" }, body.error)); return; }
  fields = body.fields;
  const focused = panel.contains(document.activeElement) ? document.activeElement : null;
  const keep = focused?.dataset.key && { key: focused.dataset.key, value: focused.value, dirty: focused.dataset.was !== focused.value, at: focused.selectionStart };
  const onTitle = focused?.matches("h2");
  const scroll = panel.scrollTop;
  const form = make("div", { class: "form" }, groupsOf(b, body.values));
  const n = findings.children.length;
  const notes = n ? make("details", { class: "mine" }, make("summary", {}, t("findings"), make("span", { class: "count" }, String(n))), findings) : null;
  if (notes) {
    notes.open = opened.has("findings");
    notes.addEventListener("toggle", () => (notes.open ? opened.add("findings") : opened.delete("findings")));
  }
  panel.replaceChildren(head, where, ...(b.file !== state.file ? [make("p", { class: "where" }, t("elsewhere", { file: b.file }))] : []), form);
  if (notes) form.prepend(notes);
  panel.scrollTop = scroll;
  if (keep) {
    const again = form.querySelector(`[data-key="${CSS.escape(keep.key)}"]`);
    if (again) {
      if (keep.dirty) again.value = keep.value;
      again.focus({ preventScroll: true });
      try { again.setSelectionRange(keep.at, keep.at); } catch { /* a choice has none */ }
    }
  } else if (onTitle) panel.querySelector("h2").focus({ preventScroll: true });
}
on("chosen", () => { turn++; });

function groupsOf(b, values) {
  const out = [];
  let name = null, rows = null, count = 0, details = null;
  const close = () => { if (details && count) details.querySelector("summary").append(make("span", { class: "count" }, String(count))); };
  for (const f of fields) {
    if (f.group !== name) {
      close();
      name = f.group;
      count = 0;
      rows = make("div", { class: "rows" });
      const summary = make("summary", {}, name);
      details = make("details", {}, summary, rows);
      const mine = name;
      details.open = out.length === 0 || opened.has(name);
      out.push(details);
      const kept = details;
      kept.addEventListener("toggle", () => (kept.open ? opened.add(mine) : opened.delete(mine)));
    }
    const value = values[f.name];
    if (value !== undefined) count++;
    rows.append(rowOf(b, f, f.name, value, 0));
  }
  close();
  return out;
}

// rowOf is a field with its label and what it means.
function rowOf(b, f, key, value, depth) {
  const label = "f-" + key.replace(/[^\w-]/g, "_");
  const inside = f.many ? manyOf(b, f, key, value, depth, label) : f.fields?.length ? partOf(b, f, key, value, depth) : inputOf(b, f, key, value, label);
  const plain = inside.matches("input, select, textarea");
  const name = [f.title, f.required ? "" : null, f.unit ? make("span", {}, f.unit) : null];
  const row = make("div", { class: "row" }, plain ? make("label", { for: label }, make("b", {}, name)) : make("p", { class: "label" }, make("b", {}, name)), inside);
  if (f.doc) {
    const doc = make("p", { class: "doc", id: label + "-doc" }, f.doc, f.example ? ` (${f.example})` : "");
    row.append(doc);
    if (plain) inside.setAttribute("aria-describedby", label + "-doc");
  }
  return row;
}

const long = new Set(["description", "notes", "policy", "text"]);
const say = (v) => (v === undefined || v === null ? "" : typeof v === "object" ? JSON.stringify(v) : String(v));

function inputOf(b, f, key, value, id) {
  const was = say(value);
  const common = { id, "data-key": key, disabled: told.readOnly };
  let input;
  if (f.form === "yes or no") input = make("select", common, option("", t("not-said")), option("true", t("yes")), option("false", t("no")));
  else if (f.choices?.length && !f.open) input = make("select", common, option("", t("not-said")), f.choices.map((c) => option(c, f.form === "reference" ? nameOf(c) : c)), was && !f.choices.includes(was) ? option(was, was) : null);
  else if (long.has(f.name)) input = make("textarea", { ...common, rows: 3 });
  else {
    input = make("input", { ...common, type: "text", autocomplete: "off", inputmode: ["number", "whole number"].includes(f.form) ? "decimal" : null, required: f.required, list: f.choices?.length ? id + "-list" : null });
    if (f.choices?.length) queueMicrotask(() => input.after(make("datalist", { id: id + "-list" }, f.choices.map((c) => make("option", { value: c })))));
  }
  input.value = was;
  input.dataset.was = was;
  const write = async () => {
    if (input.value === input.dataset.was) return;
    const now = input.value.trim();
    input.dataset.was = input.value;
    const ok = await set(b, f, key, now === "" ? undefined : f.form === "yes or no" ? now === "true" : now);
    if (!ok && input.isConnected) { input.setAttribute("aria-invalid", "true"); input.dataset.was = was; }
  };
  input.addEventListener("change", write);
  input.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && !e.isComposing && input.matches("input")) { e.preventDefault(); write(); }
    if (e.key === "Escape" && input.value !== input.dataset.was) { e.stopPropagation(); input.value = input.dataset.was; }
  });
  return input;
}
const option = (value, text) => make("option", { value }, text);
const nameOf = (id) => state.boxes.get(id)?.title ?? id;

// set writes one datum, or takes it away.
function set(b, f, key, value) {
  const id = state.chosen?.id ?? b.id;
  if (key === "title" && value) return change("rename", [{ do: "rename-title", id, title: value }], { then: () => {} });
  return change("form", [value === undefined ? { do: "clear", id, key } : { do: "set", id, key, value }], { then: () => {} });
}

const startedOf = (b) => begun.get(b.id) ?? begun.set(b.id, new Set()).get(b.id);

// partOf is a part with fields of its own; it is shown when something of it is
// said or asked for.
function partOf(b, f, key, value, depth) {
  const started = startedOf(b);
  if (value === undefined && !started.has(key)) return adder(f, () => { started.add(key); if (f.flag) set(b, f, key, true); else redo(b, f, key, depth); }, key);
  const known = typeof value === "object" && value ? value : f.short && value !== undefined && value !== true ? { [f.short]: value } : {};
  const nest = make("div", { class: "nest" }, f.fields.map((x) => rowOf(b, x, key + "." + x.name, known[x.name], depth + 1)));
  if (!told.readOnly) nest.append(make("button", { type: "button", class: "add quiet", onclick: () => { started.delete(key); if (value === undefined) nest.replaceWith(partOf(b, f, key, value, depth)); else set(b, f, key, undefined); } }, t("take-away")));
  return nest;
}

function redo(b, f, key, depth) {
  const adders = document.querySelectorAll(".form .add[data-for]");
  const at = [...adders].find((a) => a.dataset.for === key);
  if (!at) return;
  const made = partOf(b, f, key, undefined, depth);
  at.replaceWith(made);
  made.querySelector("input, select, textarea")?.focus();
}

function adder(f, does, key) {
  const out = named(make("button", { type: "button", class: "add", disabled: told.readOnly, onclick: does }, "+ " + t("more")), `${t("more")}: ${f.title}`);
  if (key) out.dataset.for = key;
  return out;
}

function manyOf(b, f, key, value, depth, id) {
  const list = Array.isArray(value) ? value : value === undefined || value === true ? [] : [value];
  const box = make("div", { class: "items", role: "group", "aria-label": f.title });
  const item = (v, i) => {
    const at = `${key}[${i}]`;
    const one = { ...f, many: false };
    const inside = f.fields?.length ? nestOf(b, one, at, v, depth) : named(inputOf(b, one, at, v, `${id}-${i}`), `${f.title} ${i + 1}`);
    const gone = named(make("button", { type: "button", class: "round quiet", disabled: told.readOnly, onclick: () => (i < list.length ? set(b, f, list.length === 1 ? key : at, undefined) : line.remove()) }, "−"), `${t("take-away")}: ${f.title} ${i + 1}`);
    const line = make("div", { class: f.fields?.length ? "item" : "bit" }, inside, gone);
    return line;
  };
  box.append(...list.map(item));
  const add = adder(f, () => {
    const fresh = item(undefined, list.length);
    add.before(fresh);
    fresh.querySelector("input, select, textarea")?.focus();
  });
  box.append(add);
  return box;
}

function nestOf(b, f, key, value, depth) {
  const known = typeof value === "object" && value ? value : f.short && value !== undefined && value !== true ? { [f.short]: value } : {};
  return make("div", { class: "nest" }, f.fields.map((x) => rowOf(b, x, key + "." + x.name, known[x.name], depth + 1)));
}
