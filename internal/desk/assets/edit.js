// Changing the blueprint on its picture: by mouse, by keys, by the bar at what is
// chosen.
import { icon, make, named, on, state, t, tell, toast, told, typing, ui, words } from "./core.js";
import * as stage from "./stage.js";
import { beside, box, cellAt, choose, columnRect, groups, phaseGroups, wayGroups } from "./picture.js";
import { openPanel } from "./panel.js";
import { afterwards, change } from "./change.js";
import { ask } from "./keys.js";
import { menu } from "./menu.js";
import { startWay, wayTo, wayFrom, stopWay } from "./drag.js";

const float = ui("float");
const may = () => !told.readOnly;
const onBoard = () => state.view === told.views[0];
export const chosenBox = () => (state.chosen?.kind === "touchpoint" ? state.boxes.get(state.chosen.id) : null);

// --- what can be done with what is chosen

const signs = {
  moment: "M8 1.8l1.9 4 4.3.5-3.2 3 .9 4.3L8 11.400l-3.900 2.200.9-4.300-3.200-3 4.300-.5z", wait: "M8 2.500l6 10.500H2z", fail: "M5.500 13V3.500h5.500M5.500 8h4.500", service: "M2.500 5.500h11v5h-11z",
  way: "M2 12h4.500V4H12M10 2l2.500 2L10 6", add: "M8 3v10M3 8h10", copy: "M5.500 5.500h8v8h-8zM10.500 5V2.500h-8v8H5", remove: "M3 4.500h10M6.500 4.500V3h3v1.500M4.500 4.500l.7 9h5.600l.7-9", rename: "M3 13l.6-2.800L11 2.800 13.200 5 5.800 12.400zM9.500 4.300l2.200 2.200", details: "M3 4h10M3 8h10M3 12h6", before: "M10 3L5 8l5 5", after: "M6 3l5 5-5 5",
};

const does = {
  rename: { key: "F2", does: rename },
  moment: { key: "M", on: (b) => Boolean(b.moment), does: (b) => toggle(b, "moment", b.moment ? false : true) },
  wait: { key: "W", on: (b) => Boolean(b.wait), does: (b) => toggle(b, "wait", !b.wait) },
  fail: { key: "F", on: (b) => b.fail > 0, does: (b) => toggle(b, "fail", !(b.fail > 0)) },
  service: { key: "S", on: (b) => Boolean(b.service), does: serviceMenu },
  way: { key: "C", does: (b) => startWay(b.id) },
  add: { key: "N", does: () => addDialog() },
  copy: { key: "Ctrl+D", does: duplicate },
  remove: { key: "Delete", does: remove },
  details: { key: "Enter", does: () => openPanel("details", true) },
};

// toggle sets a mark or takes it away. One that says more than that it is there
// goes only when that was asked for a second time.
function toggle(b, mark, value) {
  const op = { do: "toggle-" + mark, id: b.id };
  if (value !== false) return change(mark, [{ ...op, value }]);
  return change(mark, [op], { refused: (body) => {
    if (!body.refused || body.refused.references?.length) return false;
    toast(t("says-more", { mark: t("do-" + mark) }), t("take-away"), () => change(mark, [{ ...op, value: false }]));
    return true;
  } });
}

function serviceMenu(b) {
  const at = float.querySelector('[data-do="service"]')?.getBoundingClientRect() ?? { left: innerWidth / 2, bottom: innerHeight / 3 };
  menu(at.left, at.bottom + 6, [
    ...told.services.map((s, i) => ({ text: words().services[s], key: String(i), on: b.service === s, does: () => change("service", [{ do: "toggle-service", id: b.id, value: s }]) })),
    b.service ? "-" : null, b.service ? { text: t("no-service"), on: false, does: () => change("service", [{ do: "clear", id: b.id, key: "service" }]) } : null,
  ], t("service"));
}

function duplicate() {
  const c = state.chosen;
  if (c?.kind === "touchpoint") change("copy", [{ do: "duplicate-touchpoint", id: c.id }]);
  if (c?.kind === "step") change("copy", [{ do: "duplicate-step", step: String(c.step) }], { then: () => choose({ kind: "step", step: c.step + 1 }) });
}

function remove() {
  const c = state.chosen;
  if (c?.kind === "touchpoint") {
    const next = beside(c.id, "ArrowLeft") ?? beside(c.id, "ArrowRight");
    change("delete", [{ do: "delete-touchpoint", id: c.id }], { then: (r) => choose(state.boxes.has(r.id) ? { kind: "touchpoint", id: r.id } : state.boxes.has(next) ? { kind: "touchpoint", id: next } : null, { focus: true }) });
  }
  if (c?.kind === "way") change("delete", [{ do: "unlink", from: c.from, to: c.to, as: c.as }], { then: () => choose(null) });
  if (c?.kind === "step") change("delete", [{ do: "delete-step", step: String(c.step) }], { then: () => choose(null) });
  if (c?.kind === "phase") change("delete", [{ do: "delete-phase", path: state.phases[c.phase].path }], { then: () => choose(null) });
}

// move moves what is chosen one place on.
function move(key) {
  const c = state.chosen, b = chosenBox();
  const side = { ArrowLeft: -1, ArrowRight: 1 }[key], up = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (b && side) {
    const to = b.step + side;
    if (to < 0 || to >= state.steps.length) return;
    return change("move", [{ do: "move-touchpoint", id: b.id, step: String(to) }]);
  }
  if (b && up) {
    const near = [...state.boxes.values()].find((x) => x.lane === b.lane && x.step === b.step && x.place === b.place + up);
    if (near) return change("move", [{ do: "move-touchpoint", id: b.id, [up < 0 ? "before" : "after"]: near.id }]);
    const lane = state.lanes[state.lanes.findIndex((l) => l.id === b.lane) + up];
    if (lane) return change("move", [{ do: "move-touchpoint", id: b.id, lane: lane.id }]);
  }
  if (c?.kind === "step" && side) {
    const to = c.step + side;
    if (to < 0 || to >= state.steps.length) return;
    const other = state.steps[to].phase !== state.steps[c.step].phase;
    const op = { do: "move-step", step: String(c.step) };
    if (other) Object.assign(op, { phase: String(state.steps[to].phase), index: side > 0 ? 0 : state.steps.filter((s) => s.phase === state.steps[to].phase).length });
    else op[side < 0 ? "before" : "after"] = String(to);
    return change("move", [op], { then: () => choose({ kind: "step", step: other ? c.step : to }) });
  }
  if (c?.kind === "phase" && side) {
    const to = c.phase + side;
    if (to < 0 || to >= state.phases.length) return;
    return change("move", [{ do: "move-phase", path: state.phases[c.phase].path, [side < 0 ? "before" : "after"]: String(to) }], { then: () => choose({ kind: "phase", phase: to }) });
  }
}

// --- titles

let field = null; // the title that is being changed in its place

export function rename() {
  const c = state.chosen, b = chosenBox();
  if (!may() || !c) return;
  if (b) {
    const found = groups(b.id);
    if (!found.length) return;
    inPlace(box(found), b.title, t("title"), (title) => change("rename", [{ do: "rename-title", id: b.id, title }]));
  } else if (c.kind === "step") {
    const r = columnRect(c.step);
    if (r) inPlace({ x: r.x, y: r.y, w: r.w, h: 34 }, state.steps[c.step].title, t("step-title"), (title) => change("rename", [{ do: "rename-title", path: state.steps[c.step].path, title }], { then: () => {} }));
  } else if (c.kind === "phase") {
    const g = phaseGroups()[c.phase];
    if (g && state.phases[c.phase].path) inPlace(box([g]), state.phases[c.phase].title, t("phase-title"), (title) => change("rename", [{ do: "rename-title", path: state.phases[c.phase].path, title }], { then: () => {} }));
  }
}

function inPlace(b, text, name, done) {
  field?.remove();
  const at = stage.onStage(b), k = Math.max(0.8, Math.min(1.4, stage.place().k));
  const w = Math.max(at.w, 170), h = Math.max(at.h, 44);
  const back = document.activeElement;
  const input = make("textarea", { class: "inplace", "aria-label": name, maxlength: "400", value: text });
  field = input;
  Object.assign(input.style, { left: Math.max(4, at.x + at.w / 2 - w / 2) + "px", top: at.y + at.h / 2 - h / 2 + "px", width: w + "px", height: h + "px", fontSize: 13 * k + "px" });
  let over = false;
  const end = (keep) => {
    if (over) return;
    over = true;
    input.remove();
    field = null;
    const title = input.value.replace(/\s+/g, " ").trim();
    if (keep && title && title !== text) done(title);
    if (back?.isConnected && (back.closest?.("#ui-main"))) back.focus({ preventScroll: true });
    else if (state.chosen?.kind === "touchpoint") groups(state.chosen.id)[0]?.focus({ preventScroll: true });
    else ui("stage").focus({ preventScroll: true });
  };
  input.addEventListener("keydown", (e) => {
    if (e.isComposing) return;
    if (e.key === "Enter") { e.preventDefault(); end(true); }
    if (e.key === "Escape") { e.preventDefault(); end(false); }
    e.stopPropagation();
  });
  input.addEventListener("blur", () => end(true));
  ui("main").append(input);
  input.focus();
  input.select();
}

// --- what is new

const laneName = (l) => (l.title ? `${l.title}` : words().kinds[l.kind]);

// addAt asks for the title of a touchpoint where it will stand.
export function addAt(cell) {
  inPlace({ x: cell.x + 8, y: cell.y + cell.h / 2 - 24, w: cell.w - 16, h: 48 }, "", t("new-title"), (title) => change("add", [{ do: "add-touchpoint", lane: cell.lane, step: String(cell.step), title }]));
}

async function addDialog() {
  const c = state.chosen, b = chosenBox();
  const step = b?.step ?? c?.step ?? state.steps.findLastIndex((s) => s.phase === (c?.phase ?? state.phases.length - 1));
  const title = make("input", { required: true, maxlength: "400" });
  const where = make("select", {}, step >= 0 ? make("option", { value: "here" }, t("add-here")) : null, make("option", { value: "after" }, t("add-after")), step >= 0 ? make("option", { value: "before" }, t("add-before")) : null, make("option", { value: "phase" }, t("add-phase")));
  const lane = make("select", {}, state.lanes.map((l) => make("option", { value: l.id }, laneName(l))));
  lane.value = b?.lane ?? state.lanes[0]?.id;
  if (!b && c) where.value = c.kind === "phase" ? "phase" : "after";
  const laneField = make("label", { class: "field" }, make("span", {}, t("lane")), lane);
  where.addEventListener("change", () => { laneField.hidden = where.value === "phase"; });
  laneField.hidden = where.value === "phase";
  const end = await ask(t("add"), make("div", {}, make("label", { class: "field" }, make("span", {}, t("title")), title), make("label", { class: "field" }, make("span", {}, t("where")), where), laneField),
    [{ text: t("cancel"), value: "" }, { text: t("add"), value: "add", class: "main", submit: true }], { focus: title });
  const text = title.value.trim();
  if (end !== "add" || !text) return;
  if (where.value === "here") return change("add", [{ do: "add-touchpoint", lane: lane.value, step: String(step), title: text, ...(b && lane.value === b.lane ? { after: b.id } : {}) }]);
  if (where.value === "phase") {
    const phase = state.steps[step]?.phase;
    return change("add-phase", [{ do: "add-phase", title: text, ...(phase >= 0 ? { after: String(phase) } : {}) }], { then: () => choose({ kind: "phase", phase: (phase ?? -1) + 1 }) });
  }
  const to = where.value === "before" ? step : step + 1;
  return change("add-step", [{ do: "add-step", ...(step >= 0 ? { [where.value]: String(step) } : {}), fields: { [lane.value]: text } }], { then: (r) => {
    const made = [...state.boxes.values()].find((x) => x.step === to && x.title === text);
    choose(made ? { kind: "touchpoint", id: made.id } : r.id ? { kind: "touchpoint", id: r.id } : { kind: "step", step: to }, { reveal: true, focus: true });
  } });
}

// --- the bar at what is chosen

function bar() {
  const c = state.chosen, b = chosenBox();
  const at = place();
  float.hidden = !c || !at || !may() || wayFrom() !== "" || Boolean(field);
  if (float.hidden) return;
  const list = c.kind === "way" ? ["remove"] : b ? ["moment", "wait", "fail", "service", "-", "way", "add", "copy", "-", "rename", "details", "remove"] : c.kind === "step" ? ["rename", "add", "copy", "-", "back", "on", "-", "remove"] : ["rename", "add", "-", "back", "on", "-", "remove"];
  const key = JSON.stringify([list, b && [b.moment, b.wait, b.fail, b.service], state.language]);
  if (float.dataset.key !== key) {
    const focused = document.activeElement?.closest?.("#ui-float") && document.activeElement.dataset.do;
    float.dataset.key = key;
    float.replaceChildren(...list.map((name) => {
      if (name === "-") return make("span", { class: "rule" });
      if (name === "back" || name === "on") return button(name, name === "back" ? signs.before : signs.after, name === "back" ? t("move-back") : t("move-on"), name === "back" ? "Alt+←" : "Alt+→", () => move(name === "back" ? "ArrowLeft" : "ArrowRight"));
      const d = does[name];
      const made = button(name, signs[name], name === "service" && b?.service ? words().services[b.service] : t("do-" + name), d.key, () => d.does(chosenBox()));
      if (d.on && b) made.setAttribute("aria-pressed", d.on(b) ? "true" : "false");
      if (name === "moment" && b?.moment === "critical") made.querySelector("svg").classList.add("solid");
      return made;
    }));
    if (focused) float.querySelector(`[data-do="${focused}"]`)?.focus();
  }
  const seen = at.x < ui("main").clientWidth && at.x + at.w > 0 && at.y < ui("main").clientHeight && at.y + at.h > 0;
  float.classList.toggle("unseen", !seen);
  if (!seen) return;
  const w = float.offsetWidth, h = float.offsetHeight, room = ui("main").clientWidth;
  let y = at.y - h - 22;
  if (y < 8) y = at.y + at.h + 22;
  float.style.left = Math.max(8, Math.min(at.x + at.w / 2 - w / 2, room - w - 8)) + "px";
  float.style.top = Math.max(8, Math.min(y, ui("main").clientHeight - h - 60)) + "px";
}

function button(name, sign, says, key, what) {
  return named(make("button", { type: "button", "data-do": name, onclick: (e) => { e.stopPropagation(); what(); } }, icon(sign)), says, key);
}

// place is where what is chosen is on the stage.
function place() {
  const c = state.chosen;
  if (!c) return null;
  if (c.kind === "touchpoint") {
    const found = groups(c.id);
    return found.length ? stage.onStage(box(found.slice(0, 1))) : null;
  }
  if (c.kind === "way") {
    const line = wayGroups(c)[0]?.querySelector("path");
    if (!line) return null;
    const p = line.getPointAtLength(line.getTotalLength() / 2);
    return stage.onStage({ x: p.x, y: p.y, w: 0, h: 0 });
  }
  if (!onBoard()) return null;
  if (c.kind === "step") {
    const r = columnRect(c.step);
    return r ? stage.onStage({ x: r.x, y: r.y, w: r.w, h: 40 }) : null;
  }
  const g = phaseGroups()[c.phase];
  return g ? stage.onStage(box([g])) : null;
}

for (const name of ["chosen", "drawn", "speak", "way"]) on(name, bar);
stage.onMove(bar);

// --- mouse

ui("stage").addEventListener("click", (e) => {
  const g = e.target.closest?.('[data-role="touchpoint"]');
  if (g && wayFrom()) return wayTo(g.dataset.id);
  if (wayFrom()) return stopWay();
  if (e.target.closest?.("a")) return; // leads elsewhere
  if (g) return choose({ kind: "touchpoint", id: g.dataset.id }, { focus: true });
  const line = e.target.closest?.(".reach")?.parentNode.dataset;
  if (line) return choose({ kind: "way", from: line.from, to: line.to, as: line.role === "link" ? "link" : line.origin === "recovery" ? "recover" : "next" });
  const phase = e.target.closest?.('[data-role="phase"]');
  if (phase && onBoard()) return choose({ kind: "phase", phase: phaseGroups().findIndex((x) => x.dataset.id === phase.dataset.id) });
  const cell = onBoard() ? cellAt(stage.point(e)) : null;
  choose(cell && may() ? { kind: "step", step: cell.step } : null);
});

ui("stage").addEventListener("dblclick", (e) => {
  if (!may()) return;
  const g = e.target.closest?.('[data-role="touchpoint"], [data-role="phase"]');
  if (g) return rename();
  const cell = onBoard() ? cellAt(stage.point(e)) : null;
  if (cell?.kind === "evidence") inPlace({ x: cell.x, y: cell.y + cell.h / 2 - 22, w: cell.w, h: 44 }, "", t("evidence"), (value) => change("evidence", [{ do: "toggle-evidence", step: String(cell.step), value }], { then: () => {} }));
  else if (cell && state.lanes.some((l) => l.id === cell.lane)) addAt(cell);
});

ui("stage").addEventListener("contextmenu", (e) => {
  if (!may()) return;
  const g = e.target.closest?.('[data-role="touchpoint"]');
  const cell = onBoard() ? cellAt(stage.point(e)) : null;
  if (g) choose({ kind: "touchpoint", id: g.dataset.id });
  else if (cell) choose({ kind: "step", step: cell.step });
  else return;
  e.preventDefault();
  const one = (name) => ({ text: t("do-" + name), key: does[name].key, danger: name === "remove", does: () => does[name].does(chosenBox()) });
  const list = g ? [one("details"), one("rename"), "-", one("moment"), one("wait"), one("fail"), one("service"), "-", one("way"), one("add"), one("copy"), "-", one("remove")]
    : [cell.kind !== "evidence" ? { text: t("add-in-cell"), does: () => addAt(cell) } : null, one("add"), one("rename"), one("copy"), "-", one("remove")];
  menu(e.clientX, e.clientY, list, t("selected"));
});

// --- keys

document.addEventListener("keydown", (e) => {
  const mod = e.ctrlKey || e.metaKey;
  if (typing(e) || e.target.closest?.("#ui-panel, #ui-text, .tabs, .bar, .list")) return;
  if (e.key === "Escape") {
    if (wayFrom()) stopWay();
    else if (document.activeElement?.closest?.("#ui-float")) groups(state.chosen?.id ?? "")[0]?.focus();
    else if (state.chosen) { choose(null); ui("stage").focus({ preventScroll: true }); }
    return;
  }
  const b = chosenBox();
  if (e.key === "Enter" && e.target.closest?.('[data-role="touchpoint"]')) {
    e.preventDefault();
    return afterwards(() => {
      const now = chosenBox();
      if (wayFrom() && now) wayTo(now.id);
      else if (!wayFrom()) openPanel("details", true);
    });
  }
  if (!may() || e.target.closest?.(".float") && (e.key === " " || e.key === "Enter")) return;
  const done = (what) => { e.preventDefault(); afterwards(() => { if (state.chosen) what(chosenBox()); }); };
  if (e.altKey && e.key.startsWith("Arrow")) return done(() => move(e.key));
  if (mod && e.key.toLowerCase() === "d" && state.chosen) return done(() => duplicate());
  if (mod || e.altKey) return;
  if (e.key === "F2") return done(() => rename());
  if ((e.key === "Delete" || e.key === "Backspace") && state.chosen) return done(() => remove());
  const key = e.key.toLowerCase();
  if (key === "n") { e.preventDefault(); return afterwards(addDialog); }
  if (key === "x" && b) return done((x) => x && choose({ kind: "step", step: x.step }));
  if (key === "p" && state.chosen) return done((x) => choose({ kind: "phase", phase: x?.phase ?? state.steps[state.chosen.step]?.phase ?? 0 }));
  if (!b) return;
  if (key === "m" && e.shiftKey) return done((x) => x && toggle(x, "moment", x.moment === "critical" ? false : "critical"));
  const name = { m: "moment", w: "wait", f: "fail", s: "service", c: "way" }[key];
  if (name) done((x) => x && does[name].does(x));
});
export { tell };
