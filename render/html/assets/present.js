// Presentation: a journey station by station, its step lit, the rest dimmed.

function present(index, stop = 0) {
  const journey = data.journeys[index];
  if (!journey || !journey.stops.length) return;
  if (!state.stops) state.before = { view: state.view };
  closePanel();
  toggleFilters(false);
  closeFound();
  state.stops = journey.stops;
  ui("journey").value = String(index);
  ui("stops").hidden = false;
  document.documentElement.classList.add("presenting");
  goTo(stop);
  ui("next").focus();
}

function goTo(stop) {
  state.stop = Math.max(0, Math.min(state.stops.length - 1, stop));
  const id = state.stops[state.stop], t = known.get(id);
  // A view that does not show the station gives way to the first one that does.
  if (!drawnIn(openPicture(), id).length) {
    const other = pictures.find((p) => drawnIn(p, id).length);
    if (other) show(other.dataset.view, true);
  }
  mark();
  const about = [fill(words.stop, { n: state.stop + 1, all: state.stops.length }), t.phase || t.stepTitle, t.short, t.description].filter(Boolean).join(" · ");
  ui("stop").replaceChildren(make("b", {}, t.title), make("small", {}, about));
  ui("previous").disabled = state.stop === 0;
  ui("next").disabled = state.stop === state.stops.length - 1;
  const picture = openPicture();
  const here = drawnIn(picture, id);
  if (!here.length) return;
  // As large as its step allows, but never too small to read. Where the step does
  // not fit, what the customer sees of it goes first.
  const step = [...stepOf(id)].flatMap((other) => drawnIn(picture, other));
  const seen = [...picture.querySelectorAll('[data-role="evidence"].lit')];
  const heading = 44; // of the phase, above what is seen
  const whole = box([...step, ...seen]), now = box(here.slice(0, 1));
  whole.y -= heading;
  whole.h += heading;
  const k = Math.max(0.8, Math.min(1.3, (picture.clientHeight - 60) / whole.h, (picture.clientWidth - 80) / whole.w));
  const room = picture.clientHeight / k - 60 / k;
  const y = whole.h < room ? whole.y + whole.h / 2 : now.y + now.h - whole.y < 0.7 * room ? whole.y + room / 2 : now.y + now.h / 2;
  reveal(picture, { x: now.x, y, w: now.w, h: 0 }, k);
}

function endPresentation() {
  if (!state.stops) return;
  state.stops = null;
  ui("stops").hidden = true;
  document.documentElement.classList.remove("presenting");
  const back = state.before.view;
  if (state.view !== back) show(back, true);
  mark();
  const picture = openPicture();
  if (picture) requestAnimationFrame(() => fit(picture, true));
  ui("present").focus();
}

ui("present").addEventListener("click", () => present(Number(ui("journey").value) || 0));
ui("journey").addEventListener("change", () => present(Number(ui("journey").value)));
ui("previous").addEventListener("click", () => goTo(state.stop - 1));
ui("next").addEventListener("click", () => goTo(state.stop + 1));
ui("end").addEventListener("click", endPresentation);
