// The text of the file beside its picture: lines with numbers, marks at the
// findings, and what is typed is written as soon as it can be read.
import { get, make, named, on, post, recall, remember, say, state, t, tell, told, ui } from "./core.js";

const panel = ui("text");
const wait = 350; // ms of rest before what was typed is checked and written
let files = [], name = "", base = ""; // what there is, which of it is shown, and from which rev
let saved = ""; // the text as it is in the file, as far as it is known
let wrong = null; // findings in a text that is not written; null: it is written
let timer = 0, busy = null, lines = 0;

const paper = make("textarea", { id: "ui-paper", spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off" });
const coat = make("pre", { "aria-hidden": "true" });
const gutter = make("div", { class: "gutter" });
const says = make("p", { role: "status" });
const choice = make("select", { hidden: true, onchange: () => { flush(); show(choice.value); } });
const write = make("button", { type: "button", hidden: true, onclick: () => send(true) });
const close = make("button", { type: "button", class: "round quiet", onclick: () => open(false) }, "×");
const sheet = make("div", { class: "paper" }, coat, paper);
panel.append(make("div", { class: "top" }, choice, says, write, close), make("div", { class: "page" }, gutter, sheet));
paper.readOnly = told.readOnly;

export const dirty = () => paper.value !== saved;

function open(yes, focus = true) {
  panel.hidden = !yes;
  ui("text-open").setAttribute("aria-expanded", yes ? "true" : "false");
  remember("text", yes ? "open" : "");
  if (yes) load().then(() => { if (focus) paper.focus(); });
  else { flush(); ui("text-open").focus(); }
}
ui("text-open").addEventListener("click", () => open(panel.hidden));

// load takes in what is in the file now. What is being typed goes before.
async function load() {
  if (panel.hidden || !state.file) return;
  const file = state.file;
  const { ok, body } = await get("text", { file });
  if (!ok || file !== state.file) return;
  files = body.files;
  choice.hidden = files.length < 2;
  choice.replaceChildren(...files.map((f) => make("option", { value: f.name }, f.name)));
  const now = files.find((f) => f.name === name) ?? files[0];
  if (dirty() && now.name === name) return; // sent with the next pause, and merged
  base = body.rev;
  show(now.name);
}

function show(which) {
  const text = files.find((f) => f.name === which)?.text ?? "";
  choice.value = which;
  if (which !== name || text !== paper.value) {
    const at = [paper.selectionStart, paper.selectionEnd, paper.scrollTop, paper.scrollLeft];
    const same = which === name, before = paper.value;
    paper.value = text;
    if (same) {
      const shift = moved(before, text, at[0]);
      paper.setSelectionRange(shift(at[0]), shift(at[1]));
      [paper.scrollTop, paper.scrollLeft] = [at[2], at[3]];
    } else {
      paper.setSelectionRange(0, 0);
      paper.scrollTop = 0;
    }
  }
  name = which;
  saved = text;
  wrong = null;
  dress();
  tellState();
}

// moved says where a place in one text is in another that differs in one stretch.
function moved(before, after) {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return (at) => (at <= head ? at : at >= before.length - tail ? at + after.length - before.length : Math.min(at, after.length - tail));
}

// dress colours the text: keys, comments, quoted texts, numbers.
const looks = /^(\s*(?:- )*)([\w"'一-鿿-]+)(:)(?=\s|$)|(^|\s)(#.*)$|(?<=[\s[{,])("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*')(?=\s*(?:$|[\],}#]))|(?<=[:[{,-] ?)(-?\d[\d.]*(?:%|ms|s|m|h|d|w)?)(?=[\s,\]}]|$)/gm;
function dress() {
  const text = paper.value;
  coat.replaceChildren();
  let at = 0;
  const bit = (kind, s) => coat.append(make("span", { class: kind }, s));
  if (text.length < 400000) {
    for (const m of text.matchAll(looks)) {
      coat.append(text.slice(at, m.index));
      if (m[3]) { coat.append(m[1]); bit("k", m[2]); coat.append(m[3]); }
      else if (m[5]) { coat.append(m[4]); bit("c", m[5]); }
      else bit(m[6] ? "s" : "n", m[0]);
      at = m.index + m[0].length;
    }
  }
  coat.append(text.slice(at) + "\n");
  number();
}

function number() {
  const n = paper.value.split("\n").length;
  const found = new Map();
  for (const f of wrong ?? state.findings) {
    if (f.file !== name || !f.line) continue;
    if (!found.has(f.line)) found.set(f.line, []);
    found.get(f.line).push(f);
  }
  gutter.replaceChildren();
  for (let i = 1; i <= n; i++) {
    const line = make("div", {}, String(i)), some = found.get(i);
    if (some) {
      const worst = ["error", "warning", "hint"].find((s) => some.some((f) => f.severity === s));
      const text = some.map((f) => f.message + (f.hint ? " — " + f.hint : "")).join("\n");
      const mark = named(make("button", { type: "button", class: worst, onclick: () => told_(some, i) }), `${t("line-n", { n: i })}: ${text}`);
      mark.title = text;
      line.append(mark);
    }
    gutter.append(line);
  }
  lines = n;
  follow();
}
const told_ = (some, i) => { toLine(i); says.textContent = some[0].message + (some[0].hint ? " — " + some[0].hint : ""); says.className = some[0].severity; tell("finding", some[0]); };

const here = make("div", { class: "line", hidden: true }); // the line that was asked for
sheet.prepend(here);
let lit = 0;
const follow = () => {
  here.hidden = !lit;
  here.style.top = 12 + (lit - 1) * 20 - paper.scrollTop + "px";
  gutter.scrollTop = paper.scrollTop;
  [coat.scrollTop, coat.scrollLeft] = [paper.scrollTop, paper.scrollLeft];
};
paper.addEventListener("scroll", follow);

function tellState() {
  says.className = wrong?.length ? "error" : "";
  says.textContent = wrong?.length ? `${t("line-n", { n: wrong[0].line })}: ${wrong[0].message}` : told.readOnly ? t("read-only") : dirty() ? t("writing") : t("written");
  write.hidden = !wrong?.length || told.readOnly;
}

function changed() {
  lit = 0;
  dress();
  clearTimeout(timer);
  wrong = null;
  tellState();
  timer = setTimeout(() => send(false), wait);
}
paper.addEventListener("input", changed);

// send writes what was typed, unless it has errors; with keep it is written
// nevertheless.
async function send(keep) {
  clearTimeout(timer);
  timer = 0;
  if (told.readOnly || !dirty() && !wrong) return tellState();
  if (busy) await busy;
  const text = paper.value, from = base, file = state.file, which = name;
  busy = post("text", { base: from, name: which, text, keep }, { file });
  const { ok, body } = await busy;
  busy = null;
  if (file !== state.file || which !== name) return;
  if (ok && body.findings?.length) {
    wrong = paper.value === text ? body.findings : null;
    number();
    return tellState();
  }
  if (ok) {
    tell("status", body);
    base = body.rev;
    saved = text;
    wrong = null;
    if (body.merged || paper.value === text) await reread(text);
    tell("pull");
    return tellState();
  }
  if (body.gone) {
    // Nobody remembers what this text was made from: both are shown.
    const { ok: known, body: now } = await get("text", { file });
    if (!known) return say(t("away"));
    body.conflict = { file: which, rev: now.rev, parts: [{ choose: true, ours: text, theirs: now.files.find((f) => f.name === which)?.text ?? "" }] };
  }
  tell("refused", { body, retry: (chosen, rev) => { base = rev; saved = ""; paper.value = chosen; return send(true); } });
  tellState();
}

// reread takes in what became of a text that was merged.
async function reread(text) {
  const { ok, body } = await get("text", { file: state.file });
  if (!ok || paper.value !== text) return;
  files = body.files;
  base = body.rev;
  show(name);
}

// flush writes what waits to be written.
const flush = () => (dirty() && !wrong ? send(false) : null);

paper.addEventListener("keydown", (e) => {
  const mod = e.ctrlKey || e.metaKey;
  if (mod && e.key.toLowerCase() === "s") { e.preventDefault(); return void send(true); }
  if (mod && (e.key.toLowerCase() === "z" || e.key.toLowerCase() === "y") && !dirty()) {
    // What is written is undone in the file; what is not, in the field.
    e.preventDefault();
    return tell("turn", e.key.toLowerCase() === "y" || e.shiftKey ? "redo" : "undo");
  }
  if (e.key === "Escape") { free = true; return; } // then Tab leaves the field
  if (e.key === "Tab" && !mod && !e.altKey && !free) { e.preventDefault(); indent(e.shiftKey); }
  if (e.key !== "Tab" && e.key !== "Shift") free = false;
  if (e.key === "Enter" && !mod && !e.isComposing) { e.preventDefault(); newLine(); }
});
let free = false;
paper.addEventListener("blur", () => { free = false; flush(); });

const put = (text) => { if (!document.execCommand("insertText", false, text)) { paper.setRangeText(text, paper.selectionStart, paper.selectionEnd, "end"); changed(); } };
function newLine() {
  const before = paper.value.slice(0, paper.selectionStart), line = before.slice(before.lastIndexOf("\n") + 1);
  const lead = line.match(/^ */)[0], deeper = /:\s*$/.test(line) ? "  " : "", item = /^ *- \S/.test(line) && /:\s/.test(line) ? "  " : "";
  put("\n" + lead + (deeper && item ? "    " : deeper || item));
}
function indent(less) {
  const from = paper.value.lastIndexOf("\n", paper.selectionStart - 1) + 1, to = paper.selectionEnd;
  if (!less && paper.selectionStart === to) return put("  ");
  const was = paper.value.slice(from, to), is = was.replace(/^/gm, less ? "" : "  ").replace(/^ {1,2}/gm, (s) => (less ? "" : s));
  const shift = less ? was.replace(/^ {1,2}/gm, "") : is;
  paper.setSelectionRange(from, to);
  put(shift);
  paper.setSelectionRange(from, from + shift.length);
}

// toLine shows a line and puts the cursor there.
function toLine(n) {
  const all = paper.value.split("\n");
  const at = all.slice(0, n - 1).reduce((sum, l) => sum + l.length + 1, 0);
  paper.setSelectionRange(at, at + (all[n - 1]?.length ?? 0));
  paper.scrollTop = Math.max(0, (n - 1) * 20 - paper.clientHeight / 3);
  lit = n;
  follow();
}

on("line", async ({ file, line, open: wanted }) => {
  if (panel.hidden) { if (!wanted) return; open(true, false); await load(); }
  if (!files.some((f) => f.name === file)) return;
  if (file !== name) show(file);
  toLine(line);
});
on("chosen", (what) => {
  const b = what?.kind === "touchpoint" && state.boxes.get(what.id);
  if (b && !panel.hidden && b.file === name && document.activeElement !== paper && !dirty()) toLine(b.line);
});
on("findings", () => { if (!panel.hidden) number(); });
on("pulled", () => { if (!panel.hidden && base !== state.rev) load(); });
on("settle", (all) => all.push(flush()));
on("opened", () => { name = ""; saved = paper.value = ""; wrong = null; clearTimeout(timer); load(); });
on("speak", () => {
  named(paper, t("text-of"));
  named(close, t("close"));
  named(choice, t("which-file"));
  write.textContent = t("write-anyway");
  tellState();
});
window.addEventListener("beforeunload", (e) => { if (dirty()) e.preventDefault(); });
if (recall("text") === "open") { panel.hidden = false; ui("text-open").setAttribute("aria-expanded", "true"); }
