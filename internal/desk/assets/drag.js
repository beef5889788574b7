// What is pulled over the picture: a touchpoint to another cell, a way from box
// to box.
import { drawn, make, on, say, state, t, tell, toast, told, ui } from "./core.js";
import * as stage from "./stage.js";
import { box, cellAt, choose, groups, overlay } from "./picture.js";
import { change } from "./change.js";
import { ask } from "./keys.js";
import { addAt } from "./edit.js";

const board = ui("stage");
const onBoard = () => state.view === told.views[0];
let from = ""; // where a way begins that is being drawn
let pulled = null; // {id, start, moved, way}

export const wayFrom = () => from;

// startWay begins a way: the next touchpoint that is chosen ends it.
export function startWay(id) {
  from = id;
  board.classList.add("drawing");
  say(t("way-how"));
  tell("way");
}

export function stopWay() {
  from = "";
  board.classList.remove("drawing");
  for (const g of board.querySelectorAll(".goal")) g.classList.remove("goal");
  overlay()?.querySelector(".thread")?.remove();
  say("");
  tell("way");
}

// wayTo ends a way, and asks what it means.
export async function wayTo(to) {
  const begin = from;
  stopWay();
  if (!begin || begin === to || !state.boxes.has(to)) return;
  const a = state.boxes.get(begin), b = state.boxes.get(to);
  const as = make("select", {}, ["next", "choice", "link", ...(a.fail ? ["recover"] : []), ...(a.wait ? ["then"] : [])].map((v) => make("option", { value: v }, t("as-" + v))));
  const when = make("input", { maxlength: "200" }), chance = make("input", { maxlength: "20", placeholder: "25%" });
  const more = make("div", { hidden: true }, make("label", { class: "field" }, make("span", {}, t("when")), when), make("label", { class: "field" }, make("span", {}, t("chance")), chance));
  as.addEventListener("change", () => { more.hidden = as.value !== "choice"; });
  const end = await ask(t("way-from-to", { from: a.title, to: b.title }), make("div", {}, make("label", { class: "field" }, make("span", {}, t("as")), as), more),
    [{ text: t("cancel"), value: "" }, { text: t("draw"), value: "draw", class: "main", submit: true }], { focus: as });
  if (end !== "draw") return;
  const op = { do: "link", from: begin, to, as: as.value };
  if (as.value === "choice") Object.assign(op, when.value.trim() && { when: when.value.trim() }, chance.value.trim() && { chance: chance.value.trim() });
  await change("way", [op], { then: () => choose({ kind: "touchpoint", id: begin }, { focus: true }) });
}

// A box that is pressed may be pulled; the small round handle begins a way.
stage.onGrip((e) => {
  if (told.readOnly || e.button !== 0) return false;
  const knob = e.target.closest?.(".handle");
  if (knob) {
    pulled = { id: state.chosen.id, way: true, moved: false, start: [e.clientX, e.clientY] };
    from = pulled.id;
    board.setPointerCapture(e.pointerId);
    e.preventDefault();
    tell("way");
    return true;
  }
  const g = e.target.closest?.('[data-role="touchpoint"]');
  if (!g || !onBoard() || from) return false;
  pulled = { id: g.dataset.id, way: false, moved: false, start: [e.clientX, e.clientY], pointer: e.pointerId };
  return true;
});

board.addEventListener("pointermove", (e) => {
  if (!pulled) return hover(e);
  if (e.buttons === 0) return drop(null);
  if (!pulled.moved && Math.hypot(e.clientX - pulled.start[0], e.clientY - pulled.start[1]) < 5) return;
  if (!pulled.moved) {
    pulled.moved = true;
    board.setPointerCapture(e.pointerId);
    if (!pulled.way) for (const g of groups(pulled.id)) g.classList.add("lifted");
  }
  const p = stage.point(e), over = overlay();
  if (!over) return;
  clear();
  if (pulled.way) {
    const b = box(groups(pulled.id)), goal = under(e, pulled.id);
    for (const g of board.querySelectorAll(".goal")) g.classList.remove("goal");
    goal?.classList.add("goal");
    over.append(drawn("path", { class: "thread", d: `M${b.x + b.w},${b.y + b.h / 2}C${b.x + b.w + 60},${b.y + b.h / 2} ${p.x - 60},${p.y} ${p.x},${p.y}` }));
  } else {
    const cell = cellAt(p);
    if (cell && cell.kind !== "evidence") over.append(drawn("rect", { class: "cell", x: cell.x, y: cell.y + 3, width: cell.w, height: cell.h - 6, rx: 8 }));
    const b = box(groups(pulled.id));
    over.append(drawn("rect", { class: "cell", x: p.x - b.w / 2, y: p.y - b.h / 2, width: b.w, height: b.h, rx: 6 }));
  }
});

const under = (e, not) => document.elementsFromPoint(e.clientX, e.clientY).map((x) => x.closest('[data-role="touchpoint"]')).find((g) => g && g.dataset.id !== not);
const clear = () => { for (const x of overlay()?.querySelectorAll(".cell, .thread, .plus, .plus-ground") ?? []) x.remove(); };

let ended = false; // the click behind a pull is none
board.addEventListener("click", (e) => { if (ended) { e.stopPropagation(); e.preventDefault(); ended = false; } }, true);

board.addEventListener("pointerup", (e) => { if (pulled) drop(e); });
board.addEventListener("pointercancel", () => { if (pulled) drop(null); });

function drop(e) {
  const { id, way, moved } = pulled;
  pulled = null;
  clear();
  for (const g of groups(id)) g.classList.remove("lifted");
  if (way) {
    const goal = e && under(e, id);
    ended = true;
    setTimeout(() => { ended = false; });
    if (goal) return void wayTo(goal.dataset.id);
    return moved ? stopWay() : startWay(id);
  }
  if (!moved || !e) return;
  ended = true;
  setTimeout(() => { ended = false; });
  const cell = cellAt(stage.point(e)), b = state.boxes.get(id);
  if (!cell || cell.kind === "evidence" || !state.lanes.some((l) => l.id === cell.lane)) return toast(t("no-cell"));
  const op = { do: "move-touchpoint", id, lane: cell.lane, step: String(cell.step) };
  const near = under(e, id)?.dataset.id, other = near && state.boxes.get(near);
  if (other && other.lane === cell.lane && other.step === cell.step) {
    const r = box(groups(near)), p = stage.point(e);
    delete op.lane;
    delete op.step;
    op[p.y > r.y + r.h / 2 ? "after" : "before"] = near;
  } else if (b.lane === cell.lane && b.step === cell.step) return;
  change("move", [op]);
}

// hover shows where something can be added.
let spot = null;
function hover(e) {
  if (told.readOnly || e.buttons || !onBoard() || from || state.broken) return;
  const free = !e.target.closest?.('[data-role="touchpoint"], [data-role="phase"], [data-role="legend"], .handle, a');
  const cell = free && e.pointerType === "mouse" ? cellAt(stage.point(e)) : null;
  const fits = cell && cell.kind !== "evidence" && state.lanes.some((l) => l.id === cell.lane) && ![...state.boxes.values()].some((b) => b.step === cell.step && b.lane === cell.lane);
  const key = fits ? cell.step + "/" + cell.lane : "";
  if (spot?.key === key) return;
  clear();
  spot = fits ? { key, cell } : null;
  if (!fits) return;
  const x = cell.x + cell.w / 2, y = cell.y + cell.h / 2;
  overlay()?.append(drawn("path", { class: "plus", d: `M${x - 8},${y}h16M${x},${y - 8}v16` }));
}
board.addEventListener("pointerleave", () => { spot = null; clear(); });
// A click on the plus adds.
board.addEventListener("click", (e) => {
  if (!spot || ended || from) return;
  const p = stage.point(e), c = spot.cell;
  if (Math.abs(p.x - c.x - c.w / 2) > 16 || Math.abs(p.y - c.y - c.h / 2) > 16) return;
  e.stopPropagation();
  addAt(c);
}, true);

// handle is the round thing at the edge of the chosen box that ways are drawn from.
function handle() {
  const over = overlay();
  over?.querySelector(".handle")?.remove();
  if (told.readOnly || !over || !onBoard() || state.chosen?.kind !== "touchpoint" || from) return;
  const found = groups(state.chosen.id);
  if (!found.length) return;
  const b = box(found.slice(0, 1));
  over.append(drawn("circle", { class: "handle", cx: b.x + b.w + 1, cy: b.y + b.h / 2, r: 6 }));
}
for (const name of ["chosen", "drawn", "way"]) on(name, handle);
on("drawn", () => { spot = null; if (from && !state.boxes.has(from)) stopWay(); });
