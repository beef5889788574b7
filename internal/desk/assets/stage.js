// The stage: the picture is moved and scaled by wheel, drag, pinch and keys.
import { calm, ui } from "./core.js";

const least = 0.05, most = 6, air = 36;
const stage = ui("stage"), sheet = ui("sheet");
const at = { x: 0, y: 0, k: 1, touched: false };
const listeners = [];

export const place = () => ({ ...at });
export const onMove = (what) => listeners.push(what);
const svg = () => sheet.querySelector("svg");

export function size() {
  const box = svg()?.viewBox.baseVal;
  return box ? { w: box.width, h: box.height } : { w: 1, h: 1 };
}

export function moveTo(x, y, k, glide) {
  k = Math.min(most, Math.max(least, k));
  const { w, h } = size(), rim = 60; // some of the picture always stays on the stage
  at.x = Math.min(stage.clientWidth - rim, Math.max(rim - w * k, x));
  at.y = Math.min(stage.clientHeight - rim, Math.max(rim - h * k, y));
  at.k = k;
  at.touched = true;
  sheet.classList.toggle("glide", Boolean(glide) && !calm.matches);
  sheet.style.transform = `translate(${at.x}px, ${at.y}px) scale(${k})`;
  ui("scale").textContent = Math.round(k * 100) + "%";
  for (const what of listeners) what();
}

// fit shows the whole picture, or where that would be too small to read, its
// begin at a size that can be read.
export function fit(glide, whole = true) {
  const { w, h } = size();
  let k = Math.min((stage.clientWidth - 2 * air) / w, (stage.clientHeight - 2 * air) / h, 1.4);
  if (!whole && k < 0.65) {
    k = Math.min(0.9, Math.max(0.5, (stage.clientHeight - 2 * air) / h));
    moveTo(air - 12, Math.max(air, (stage.clientHeight - h * k) / 2), k, glide);
  } else {
    moveTo((stage.clientWidth - w * k) / 2, (stage.clientHeight - h * k) / 2, k, glide);
  }
  at.touched = false;
}

// again puts a picture of another size where the last one was.
export function again() {
  if (at.touched) moveTo(at.x, at.y, at.k);
  else fit(false, false);
}

export function zoomAt(factor, px = stage.clientWidth / 2, py = stage.clientHeight / 2, glide = false) {
  const to = Math.min(most, Math.max(least, at.k * factor));
  moveTo(px - (px - at.x) * (to / at.k), py - (py - at.y) * (to / at.k), to, glide);
}

export const pan = (dx, dy, glide) => moveTo(at.x + dx, at.y + dy, at.k, glide);

// reveal brings a box of the picture into view, only as far as needed.
export function reveal(b, glide = true) {
  const w = stage.clientWidth, h = stage.clientHeight;
  const inside = at.k >= 0.4 && b.x * at.k + at.x > 20 && (b.x + b.w) * at.k + at.x < w - 20 && b.y * at.k + at.y > 20 && (b.y + b.h) * at.k + at.y < h - 20;
  if (inside) return;
  const k = Math.max(at.k, 0.7), touched = at.touched;
  moveTo(w / 2 - (b.x + b.w / 2) * k, h / 2 - (b.y + b.h / 2) * k, k, glide);
  at.touched = touched || true;
}

export function zoomBy(what) {
  if (what === "fit") fit(true);
  else if (what === "actual") zoomAt(1 / at.k, undefined, undefined, true);
  else zoomAt(what === "in" ? 1.25 : 0.8, undefined, undefined, true);
}

// point is where a pointer is, in the units of the picture.
export function point(e) {
  const r = stage.getBoundingClientRect();
  return { x: (e.clientX - r.left - at.x) / at.k, y: (e.clientY - r.top - at.y) / at.k };
}

// onStage is where a box of the picture is on the stage.
export const onStage = (b) => ({ x: b.x * at.k + at.x, y: b.y * at.k + at.y, w: b.w * at.k, h: b.h * at.k });

const held = new Map(); // pointer -> place
let moved = false, gap = 0;
const local = (e) => {
  const r = stage.getBoundingClientRect();
  return [e.clientX - r.left, e.clientY - r.top];
};
const spread = () => {
  const [a, b] = [...held.values()];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
};

stage.addEventListener("wheel", (e) => {
  e.preventDefault();
  const unit = e.deltaMode === 1 ? 20 : e.deltaMode === 2 ? 400 : 1;
  if (e.shiftKey) return pan(-(e.deltaX || e.deltaY) * unit, 0);
  // A pinch on a touch pad comes as a wheel with ctrl, in small steps.
  const [px, py] = local(e);
  zoomAt(Math.exp(-Math.max(-300, Math.min(300, e.deltaY * unit)) * (e.ctrlKey ? 0.01 : 0.0016)), px, py);
}, { passive: false });

// What is pressed on a box or a handle is another part's to follow.
const grips = [];
export const onGrip = (what) => grips.push(what);

stage.addEventListener("pointerdown", (e) => {
  if (e.button > 1 || grips.some((grip) => e.button === 0 && grip(e))) return;
  held.set(e.pointerId, local(e));
  if (held.size === 1) moved = false;
  if (held.size === 2) gap = spread();
});
stage.addEventListener("pointermove", (e) => {
  const was = held.get(e.pointerId);
  if (!was) return;
  if (e.pointerType === "mouse" && e.buttons === 0) return release(e); // it was let go elsewhere
  const now = local(e);
  if (!moved && Math.hypot(now[0] - was[0], now[1] - was[1]) < 4) return;
  if (!moved) {
    moved = true;
    stage.classList.add("held");
    stage.setPointerCapture(e.pointerId);
  }
  held.set(e.pointerId, now);
  if (held.size === 1) return pan(now[0] - was[0], now[1] - was[1]);
  const [a, b] = [...held.values()], wide = spread();
  pan((now[0] - was[0]) / 2, (now[1] - was[1]) / 2);
  if (gap > 0) zoomAt(wide / gap, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
  gap = wide;
});
function release(e) {
  held.delete(e.pointerId);
  if (held.size === 0) stage.classList.remove("held");
}
stage.addEventListener("pointerup", release);
stage.addEventListener("pointercancel", release);
// The end of a drag is no click.
stage.addEventListener("click", (e) => {
  if (!moved) return;
  e.stopPropagation();
  e.preventDefault();
  moved = false;
}, true);

ui("zoom").addEventListener("click", (e) => {
  const what = e.target.closest("[data-zoom]")?.dataset.zoom;
  if (what) zoomBy(what);
});
// A picture that nobody has moved keeps fitting when the window changes.
new ResizeObserver(() => { if (svg()) again(); }).observe(stage);
