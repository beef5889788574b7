// The picture: it is put in the place of the last one without moving anything
// else, and what was chosen stays chosen.
import { drawn, make, on, state, t, tell, told, ui, words } from "./core.js";
import * as stage from "./stage.js";

const sheet = ui("sheet"), main = ui("main");
const policy = globalThis.trustedTypes?.createPolicy("moments", { createHTML: (text) => text }) ?? { createHTML: (text) => text };
let over = null; // what the page draws over the picture

export const groups = (id) => [...sheet.querySelectorAll(`[data-role="touchpoint"][data-id="${CSS.escape(id)}"]`)];
export const allGroups = () => [...sheet.querySelectorAll('[data-role="touchpoint"]')];
export const svgOf = () => sheet.querySelector("svg");
export const overlay = () => over;

// box is where something is drawn, in the units of the picture.
export function box(elements) {
  const boxes = elements.map((g) => {
    const b = (g.querySelector(":scope > rect") ?? g).getBBox();
    return [b.x, b.y, b.x + b.width, b.y + b.height];
  });
  const x = Math.min(...boxes.map((b) => b[0])), y = Math.min(...boxes.map((b) => b[1]));
  return { x, y, w: Math.max(...boxes.map((b) => b[2])) - x, h: Math.max(...boxes.map((b) => b[3])) - y };
}

// show puts a picture in the place of the last one.
export function show(p, fresh) {
  const before = new Set(state.boxes.keys());
  const focused = document.activeElement?.closest?.('[data-role="touchpoint"]')?.dataset.id;
  state.boxes = new Map((p.boxes ?? []).map((b) => [b.id, b]));
  Object.assign(state, { shown: p.rev, lanes: p.lanes ?? [], steps: p.steps ?? [], phases: p.phases ?? [] });
  main.classList.toggle("stale", p.stale);
  ui("empty").hidden = Boolean(p.svg);
  if (!p.svg) {
    sheet.replaceChildren();
    over = null;
    ui("empty").replaceChildren(make("strong", {}, p.problem ? t("cannot-draw") : t("nothing-yet")), p.problem || t("nothing-yet-how"));
    tell("drawn", { fresh, version: p.version ?? 0 });
    return;
  }
  const page = new DOMParser().parseFromString(policy.createHTML(p.svg), "image/svg+xml");
  const svg = document.adoptNode(page.documentElement);
  svg.querySelector(":scope > title")?.setAttribute("id", "ui-picture-title");
  svg.setAttribute("aria-labelledby", "ui-picture-title");
  for (const g of svg.querySelectorAll('[data-role="touchpoint"]')) {
    g.setAttribute("tabindex", "-1");
    if (!fresh && before.size > 0 && !before.has(g.dataset.id) && state.boxes.has(g.dataset.id)) g.classList.add("fresh");
  }
  // A line is thin: what can be taken of it is wider.
  if (canEdit()) for (const g of svg.querySelectorAll(':is([data-role="way"]:not([data-origin="implied"]), [data-role="link"])')) {
    const path = g.querySelector("path");
    if (path) g.append(drawn("path", { class: "reach", d: path.getAttribute("d"), fill: "none" }));
  }
  over = drawn("g", { class: "over", "aria-hidden": "true" });
  svg.append(over);
  sheet.replaceChildren(svg);
  if (fresh) stage.fit(false, false);
  else stage.again();
  const c = state.chosen;
  if (c?.kind === "touchpoint" && !state.boxes.has(c.id) || c?.kind === "way" && !wayGroups(c).length || c?.kind === "step" && c.step >= state.steps.length || c?.kind === "phase" && c.phase >= state.phases.length) choose(null);
  mark();
  if (focused && groups(focused)[0]) groups(focused)[0].focus({ preventScroll: true });
  tell("drawn", { fresh, version: p.version ?? 0 });
}

// choose chooses a touchpoint, a step, a phase or nothing.
export function choose(what, { reveal = false, focus = false, quiet = false } = {}) {
  const was = JSON.stringify(state.chosen);
  state.chosen = what;
  mark();
  if (what?.kind === "touchpoint") {
    const found = groups(what.id);
    if (found.length && reveal) stage.reveal(box(found));
    if (found.length && focus) found[0].focus({ preventScroll: true });
  }
  if (was !== JSON.stringify(what) || !quiet) tell("chosen", what);
}

// mark shows what is chosen, and which boxes the findings speak of.
export function mark() {
  for (const g of sheet.querySelectorAll(".chosen, .noted")) g.classList.remove("chosen", "noted", "bad");
  const c = state.chosen;
  over?.querySelector(".column")?.remove();
  if (c?.kind === "touchpoint") for (const g of groups(c.id)) g.classList.add("chosen");
  if (c?.kind === "way") for (const g of wayGroups(c)) g.classList.add("chosen");
  if (c?.kind === "phase") phaseGroups()[c.phase]?.classList.add("chosen");
  if (c?.kind === "step" && over) {
    const r = columnRect(c.step);
    if (r) over.prepend(drawn("rect", { class: "column", x: r.x, y: r.y, width: r.w, height: r.h, rx: 8 }));
  }
  for (const f of state.noted ?? []) for (const id of f.ids ?? []) for (const g of groups(id)) {
    g.classList.add("noted");
    g.classList.toggle("bad", f.severity === "error");
  }
}

// phaseGroups are the headings of phases; a board that goes on below may repeat one.
export function phaseGroups() {
  const seen = new Set();
  return [...sheet.querySelectorAll('[data-role="phase"]')].filter((g) => !seen.has(g.dataset.id) && seen.add(g.dataset.id));
}

// wayGroups are the parts of a way or a link; a board that goes on below has two.
export const wayGroups = (w) => [...sheet.querySelectorAll(`:is([data-role="way"], [data-role="link"])[data-from="${CSS.escape(w.from)}"][data-to="${CSS.escape(w.to)}"]`)].filter((g) => (g.dataset.role === "link") === (w.as === "link"));

const rectOf = (g) => {
  const r = g?.querySelector(":scope > rect")?.getBBox();
  return r && { x: r.x, y: r.y, w: r.width, h: r.height };
};
export const columnRect = (step) => rectOf(sheet.querySelector(`[data-role="column"][data-id="${step + 1}"]`));

// cellAt is the lane and the step at a point of the board.
export function cellAt(p) {
  const hit = (r) => r && p.x >= r.x && p.x <= r.x + r.w && p.y >= r.y && p.y <= r.y + r.h;
  let column = null, lane = null;
  for (const g of sheet.querySelectorAll('[data-role="column"]')) {
    const r = rectOf(g);
    // Between two columns it is the nearer one.
    if (r && p.y >= r.y - 4 && p.y <= r.y + r.h + 4) {
      const far = Math.max(r.x - p.x, p.x - r.x - r.w, 0);
      if (far < 60 && (!column || far < column.far)) column = { step: Number(g.dataset.id) - 1, r, far };
    }
  }
  for (const g of sheet.querySelectorAll('[data-role="lane"]')) {
    const r = rectOf(g);
    if (hit(r)) lane = { id: g.dataset.id, kind: g.dataset.kind, r };
  }
  if (!column || !lane) return null;
  return { step: column.step, lane: lane.id, kind: lane.kind, x: column.r.x, y: lane.r.y, w: column.r.w, h: lane.r.h };
}

// beside finds the touchpoint that one comes to with an arrow key: that of the
// next step in the same lane, or the nearest one in that direction.
export function beside(id, key) {
  const own = groups(id)[0];
  if (!own) return null;
  const b = box([own]), mx = b.x + b.w / 2, my = b.y + b.h / 2;
  let best = null, cost = Infinity;
  for (const g of allGroups()) {
    if (g.dataset.id === id) continue;
    const o = box([g]), dx = o.x + o.w / 2 - mx, dy = o.y + o.h / 2 - my;
    const along = { ArrowRight: dx, ArrowLeft: -dx, ArrowDown: dy, ArrowUp: -dy }[key];
    const aside = Math.abs(key === "ArrowRight" || key === "ArrowLeft" ? dy : dx);
    if (along <= 4) continue;
    const c = along + aside * 2.5;
    if (c < cost) [best, cost] = [g.dataset.id, c];
  }
  return best;
}

// where is the place of a touchpoint in words.
export function where(b) {
  return [words().kinds[b.kind], t("step-n", { n: b.step + 1 })].filter(Boolean).join(" · ");
}

// Hovering lights the ways of a touchpoint.
let lit = "";
export function trace(id) {
  if (id === lit) return;
  lit = id;
  const svg = svgOf();
  svg?.classList.toggle("tracing", Boolean(id));
  if (!svg) return;
  for (const g of svg.querySelectorAll(".near")) g.classList.remove("near");
  if (!id) return;
  const own = CSS.escape(id);
  for (const g of svg.querySelectorAll(`:is([data-role="way"], [data-role="link"], [data-role="label"]):is([data-from="${own}"], [data-to="${own}"])`)) g.classList.add("near");
}
ui("stage").addEventListener("pointerover", (e) => trace(e.buttons ? "" : e.target.closest?.('[data-role="touchpoint"]')?.dataset.id ?? ""));
ui("stage").addEventListener("pointerleave", () => trace(""));
on("chosen", () => trace(""));
export const canEdit = () => !told.readOnly;
