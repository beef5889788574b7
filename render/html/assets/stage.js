// The stage: a picture is moved and scaled by wheel, drag, pinch and keys.

const least = 0.05, most = 6, air = 28;
const at = new Map(); // picture -> {x, y, k, touched}

function sizeOf(picture) {
  const svg = sheetOf(picture).querySelector("svg");
  return { w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
}

function moveTo(picture, x, y, k, glide) {
  k = Math.min(most, Math.max(least, k));
  const { w, h } = sizeOf(picture);
  // Some of the picture always stays on the stage.
  const rim = 60;
  x = Math.min(picture.clientWidth - rim, Math.max(rim - w * k, x));
  y = Math.min(picture.clientHeight - rim, Math.max(rim - h * k, y));
  at.set(picture, { x, y, k, touched: true });
  const sheet = sheetOf(picture);
  sheet.classList.toggle("glide", Boolean(glide) && !calm.matches);
  sheet.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
  ui("scale").textContent = Math.round(k * 100) + "%";
}

// fitted is the place at which the whole picture is seen.
function fitted(picture) {
  const { w, h } = sizeOf(picture);
  const k = Math.min((picture.clientWidth - 2 * air) / w, (picture.clientHeight - 2 * air) / h, 1.5);
  return { k, x: (picture.clientWidth - w * k) / 2, y: (picture.clientHeight - h * k) / 2 };
}

function fit(picture, glide) {
  const to = fitted(picture);
  moveTo(picture, to.x, to.y, to.k, glide);
  at.get(picture).touched = false;
}

// zoomAt scales and keeps the point (px, py) of the stage where it is.
function zoomAt(picture, factor, px = picture.clientWidth / 2, py = picture.clientHeight / 2, glide = false) {
  const { x, y, k } = at.get(picture);
  const to = Math.min(most, Math.max(least, k * factor));
  moveTo(picture, px - (px - x) * (to / k), py - (py - y) * (to / k), to, glide);
}

function pan(picture, dx, dy, glide) {
  const { x, y, k } = at.get(picture);
  moveTo(picture, x + dx, y + dy, k, glide);
}

// reveal brings a box of the picture into view: gently, only as far as needed,
// unless a scale is asked for.
function reveal(picture, b, k, glide = true) {
  const now = at.get(picture);
  const w = picture.clientWidth, h = picture.clientHeight;
  if (k === undefined) {
    k = Math.max(now.k, 0.7);
    const inside = now.k >= 0.45 && b.x * now.k + now.x > air && (b.x + b.w) * now.k + now.x < w - air &&
      b.y * now.k + now.y > air && (b.y + b.h) * now.k + now.y < h - air;
    if (inside) return;
  }
  moveTo(picture, w / 2 - (b.x + b.w / 2) * k, h / 2 - (b.y + b.h / 2) * k, k, glide);
}

function zoomBy(what) {
  const picture = openPicture();
  if (!picture) return;
  if (what === "fit") fit(picture, true);
  else if (what === "actual") zoomAt(picture, 1 / at.get(picture).k, undefined, undefined, true);
  else zoomAt(picture, what === "in" ? 1.25 : 0.8, undefined, undefined, true);
}

function listenToPointers(picture) {
  const held = new Map(); // pointer -> place
  let moved = false, gap = 0;
  const local = (e) => {
    const r = picture.getBoundingClientRect();
    return [e.clientX - r.left, e.clientY - r.top];
  };
  const spread = () => {
    const [a, b] = [...held.values()];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  };
  picture.addEventListener("wheel", (e) => {
    e.preventDefault();
    const unit = e.deltaMode === 1 ? 20 : e.deltaMode === 2 ? 400 : 1;
    if (e.shiftKey) return pan(picture, -(e.deltaX || e.deltaY) * unit, 0);
    // A pinch on a touch pad comes as a wheel with ctrl, in small steps.
    const [px, py] = local(e);
    zoomAt(picture, Math.exp(-Math.max(-300, Math.min(300, e.deltaY * unit)) * (e.ctrlKey ? 0.01 : 0.0016)), px, py);
  }, { passive: false });
  picture.addEventListener("pointerdown", (e) => {
    if (e.button > 1) return;
    held.set(e.pointerId, local(e));
    if (held.size === 1) moved = false;
    if (held.size === 2) gap = spread();
  });
  picture.addEventListener("pointermove", (e) => {
    const was = held.get(e.pointerId);
    if (!was) return;
    if (e.pointerType === "mouse" && e.buttons === 0) return release(e); // it was let go elsewhere
    const now = local(e);
    if (!moved && Math.hypot(now[0] - was[0], now[1] - was[1]) < 4) return;
    if (!moved) {
      moved = true;
      picture.classList.add("held");
      picture.setPointerCapture(e.pointerId);
    }
    held.set(e.pointerId, now);
    if (held.size === 1) return pan(picture, now[0] - was[0], now[1] - was[1]);
    const [a, b] = [...held.values()];
    const wide = spread();
    pan(picture, (now[0] - was[0]) / 2, (now[1] - was[1]) / 2);
    if (gap > 0) zoomAt(picture, wide / gap, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
    gap = wide;
  });
  const release = (e) => {
    held.delete(e.pointerId);
    if (held.size === 0) picture.classList.remove("held");
  };
  picture.addEventListener("pointerup", release);
  picture.addEventListener("pointercancel", release);
  // The end of a drag is no click.
  picture.addEventListener("click", (e) => {
    if (!moved) return;
    e.stopPropagation();
    e.preventDefault();
    moved = false;
  }, true);
}

// show opens a view, or with "" the table.
function show(view, quiet) {
  if (state.view) state.last = state.view;
  state.view = view;
  hideCard();
  for (const p of pictures) {
    p.classList.toggle("open", p.dataset.view === view);
    p.classList.toggle("paper", p.dataset.view === (view || state.last)); // what is printed with the table
  }
  ui("table").classList.toggle("open", view === "");
  ui("zoom").hidden = view === "";
  if (ui("layers")) ui("layers").hidden = view === "";
  for (const tab of ui("tabs").querySelectorAll("button")) {
    if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  ui("skip").textContent = ui("skip").dataset[view === "" ? "picture" : "table"];
  const picture = openPicture();
  if (picture && !(at.has(picture) && at.get(picture).touched)) fit(picture);
  else if (picture) moveTo(picture, at.get(picture).x, at.get(picture).y, at.get(picture).k);
  mark();
  if (!quiet) sayShown();
}

// A picture that nobody has moved keeps fitting when the window changes.
new ResizeObserver(() => {
  const picture = openPicture();
  if (!picture || !at.has(picture)) return;
  if (state.stops) goTo(state.stop);
  else if (!at.get(picture).touched) fit(picture);
}).observe(ui("main"));
