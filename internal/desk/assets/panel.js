// The panel beside the picture: the findings, or what a touchpoint knows.
import { make, named, on, remember, state, t, tell, ui } from "./core.js";
import { choose, mark, where } from "./picture.js";
import { showForm } from "./form.js";

const panel = ui("panel");
let back = null; // where the focus was

export function openPanel(what, focus = false) {
  if (what && !state.panel) back = document.activeElement;
  state.panel = what;
  panel.hidden = !what;
  ui("findings-open").setAttribute("aria-expanded", what === "findings" ? "true" : "false");
  remember("panel", what);
  fill();
  // The panel takes room from the picture: what is chosen stays in sight.
  if (what && state.chosen?.kind === "touchpoint") requestAnimationFrame(() => requestAnimationFrame(() => { if (state.chosen) choose(state.chosen, { reveal: true, quiet: true }); }));
  if (focus && what) panel.querySelector("h2")?.focus();
  if (!what && back?.isConnected) back.focus();
}

function head(title, ...below) {
  return make("div", { class: "head" }, make("h2", { tabindex: "-1" }, title), ...below,
    named(make("button", { type: "button", class: "round", onclick: () => openPanel("") }, "×"), t("close"), "Esc"));
}

function fill() {
  if (state.panel === "findings") fillFindings();
  if (state.panel === "details") fillDetails();
}

export function showFindings(list) {
  state.findings = list;
  const worst = ["error", "warning", "hint"].find((s) => list.some((f) => f.severity === s)) ?? "";
  const n = list.filter((f) => f.severity === worst).length;
  ui("count").hidden = list.length === 0;
  ui("count").textContent = list.length;
  ui("count").className = "count " + worst;
  ui("count").title = n ? t(worst + "s", { n }) : "";
  state.noted = list.filter((f) => f.severity === "error");
  mark();
  if (state.panel === "findings") fillFindings();
  tell("findings", list);
}

let current = "";
const key = (f) => [f.rule, f.file, f.line, f.message].join("|");

export function findingButton(f) {
  return make("button", { type: "button", class: "finding " + f.severity, "aria-current": key(f) === current ? "true" : null, onclick: () => goTo(f) },
    make("span", {}, make("span", { class: "unseen" }, t(f.severity) + ": "), f.message), f.hint ? make("small", {}, f.hint) : null,
    make("span", { class: "at" }, (f.line ? `${f.file}:${f.line}` : f.file) + " · " + f.rule));
}

// goTo shows what a finding speaks of: its box, and its line where the text is open.
export function goTo(f) {
  current = key(f);
  if (f.ids?.length) choose({ kind: "touchpoint", id: f.ids[0] }, { reveal: true, quiet: true });
  else if (f.step >= 0) choose({ kind: "step", step: f.step }, { reveal: true, quiet: true });
  for (const b of panel.querySelectorAll(".finding")) b.removeAttribute("aria-current");
  if (f.line) tell("line", { file: f.file, line: f.line, open: !f.ids?.length });
  if (state.panel === "findings") fillFindings(true);
}

function fillFindings(keep) {
  const scroll = panel.scrollTop, focused = [...panel.querySelectorAll(".finding")].indexOf(document.activeElement);
  const chosen = state.chosen?.kind === "touchpoint" ? state.chosen.id : "";
  const parts = [head(t("findings"))];
  const mine = chosen ? state.findings.filter((f) => f.ids?.includes(chosen)) : [];
  if (mine.length) parts.push(make("h3", {}, t("of", { title: state.boxes.get(chosen)?.title ?? "" })), make("div", { class: "mine" }, listOf(mine)));
  for (const severity of ["error", "warning", "hint"]) {
    const some = state.findings.filter((f) => f.severity === severity);
    if (some.length) parts.push(make("h3", {}, t(severity + "s", { n: some.length })), listOf(some));
  }
  if (!state.findings.length) parts.push(make("p", { class: "fine" }, t("all-fine")));
  panel.replaceChildren(...parts);
  panel.scrollTop = scroll;
  if (focused >= 0 || keep) panel.querySelectorAll(".finding")[Math.max(0, focused)]?.focus({ preventScroll: true });
}

const listOf = (some) => make("ul", { class: "findings" }, some.map((f) => make("li", {}, findingButton(f))));

function fillDetails() {
  const b = state.chosen?.kind === "touchpoint" ? state.boxes.get(state.chosen.id) : null;
  if (!b) {
    panel.replaceChildren(head(t("details")), make("p", { class: "fine" }, t("choose-one")));
    return;
  }
  showForm(panel, b, head(b.title), make("p", { class: "where", "data-kind": b.kind }, make("b", {}, where(b))), listOf(state.findings.filter((f) => f.ids?.includes(b.id))));
}

on("chosen", () => { if (state.panel) fill(); });
on("details", () => openPanel("details", true));
on("pulled", () => { if (state.panel === "details") fillDetails(); });
on("speak", fill);
on("opened", () => { current = ""; fill(); });
document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape" || document.querySelector("dialog[open], .menu")) return;
  if (e.target.closest?.("#ui-panel")) openPanel("");
});
