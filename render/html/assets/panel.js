// A touchpoint in the panel, the card beside the pointer, and the ways that are
// lit with it.

function factNode(fact) {
  const values = fact.items.map((item) => {
    let text = make("span", {}, item.text);
    if (item.to) text = make("button", { type: "button", class: "go", onclick: () => choose(item.to, true) }, item.text);
    else if (item.href) text = make("a", { href: item.href, target: "_blank", rel: "noopener noreferrer" }, item.text);
    return make("dd", { class: item.tone }, text, item.note && make("small", {}, item.note));
  });
  if (!fact.name) return make("div", { class: "whole" }, make("dt", { class: "unseen" }, ""), ...values);
  return make("div", {}, make("dt", {}, fact.name), ...values);
}

// choose opens a touchpoint in the panel; with enter, the keyboard goes there.
function choose(id, enter) {
  const t = known.get(id);
  if (!t) return;
  if (!state.chosen) state.opener = document.activeElement;
  state.chosen = id;
  hideCard();
  const panel = ui("panel");
  panel.dataset.kind = t.kind;
  ui("where").replaceChildren(make("b", {}, t.kindName), make("br"), place(t));
  ui("title").textContent = t.title;
  const badges = (t.badges || []).map((b) => make("li", { class: b.tone }, b.text));
  const groups = (t.groups || []).map((g) => make("section", {}, make("h3", {}, g.name), make("dl", {}, ...g.facts.map(factNode))));
  ui("facts").replaceChildren(
    ...(badges.length ? [make("ul", { class: "badges" }, ...badges)] : []),
    ...(t.description ? [make("p", { class: "about" }, t.description)] : []),
    ...groups,
  );
  panel.hidden = false;
  panel.scrollTop = 0;
  mark();
  const picture = openPicture();
  const groupsOf = drawnIn(picture, id);
  if (groupsOf.length) {
    // A picture that is seen whole, and large enough, stays whole.
    if (!at.get(picture).touched && fitted(picture).k >= 0.6) fit(picture);
    else reveal(picture, box(groupsOf.slice(0, 1)));
  }
  if (state.view === "") row(id)?.scrollIntoView({ block: "nearest" });
  if (picture && !groupsOf.length) say(words.missing);
  remember(id);
  if (enter) ui("title").focus();
}

function closePanel() {
  if (!state.chosen) return;
  const inside = ui("panel").contains(document.activeElement);
  const id = state.chosen;
  state.chosen = "";
  ui("panel").hidden = true;
  mark();
  remember("");
  if (!inside) return;
  const back = drawnIn(openPicture(), id)[0] || row(id)?.querySelector("a");
  (state.opener && state.opener !== document.body && state.opener.isConnected ? state.opener : back)?.focus();
}

const row = (id) => document.getElementById("t-" + id);

// remember keeps the touchpoint in the address, to be sent on.
function remember(id) {
  try {
    history.replaceState(null, "", id ? "#" + encodeURIComponent(id) : location.pathname + location.search);
  } catch {
    // Some hosts of a page forbid it; nothing else depends on it.
  }
}

// mark sets all classes of the open picture anew: found, chosen, lit and stop.
function mark() {
  const lit = state.stops ? stepOf(state.stops[state.stop]) : state.picked;
  for (const t of data.touchpoints) {
    const found = state.query !== "" && finds(t, state.query);
    const r = row(t.id);
    if (r) {
      r.hidden = state.picked !== null && !state.picked.has(t.id);
      r.classList.toggle("chosen", t.id === state.chosen);
    }
    for (const g of drawnIn(openPicture(), t.id)) {
      g.classList.toggle("hit", found && !state.stops);
      g.classList.toggle("chosen", t.id === state.chosen && !state.stops);
      g.classList.toggle("stop", Boolean(state.stops) && t.id === state.stops[state.stop]);
      g.setAttribute("aria-current", String(t.id === state.chosen));
    }
  }
  for (const body of ui("table").querySelectorAll("tbody:not(.phase)")) {
    body.hidden = [...body.querySelectorAll("[data-id]")].every((r) => r.hidden) && state.picked !== null;
  }
  const picture = openPicture();
  if (picture) light(picture, lit);
}

// light dims what has nothing to do with the lit touchpoints. A way is lit when
// both its ends are.
function light(picture, lit) {
  picture.classList.toggle("picking", lit !== null);
  for (const g of picture.querySelectorAll("[data-role]")) {
    const d = g.dataset;
    let on = false;
    if (lit !== null) {
      if (d.role === "touchpoint") on = lit.has(d.id);
      else if (d.from !== undefined) on = lit.has(d.from) && (lit.has(d.to) || !known.has(d.to));
      else if (d.of !== undefined) on = lit.has(d.of);
      else if (d.role === "evidence") on = Boolean(state.stops) && d.step === stepName(picture, state.stops[state.stop]);
    }
    g.classList.toggle("lit", on);
  }
}

const stepName = (picture, id) => drawnIn(picture, id)[0]?.dataset.step;

// stepOf lists the touchpoints that stand in a touchpoint's step.
function stepOf(id) {
  const step = known.get(id).step;
  return new Set(data.touchpoints.filter((t) => t.step === step).map((t) => t.id));
}

function trace(picture, id) {
  picture.classList.toggle("tracing", Boolean(id));
  for (const g of picture.querySelectorAll("[data-from]")) {
    g.classList.toggle("near", Boolean(id) && (g.dataset.from === id || g.dataset.to === id));
  }
}

let cardTimer = 0;
function hideCard() {
  clearTimeout(cardTimer);
  ui("card").hidden = true;
}

function showCard(id, e) {
  const t = known.get(id), card = ui("card");
  if (!t) return;
  const badges = (t.badges || []).map((b) => b.text).join(" · ");
  card.replaceChildren(make("strong", {}, t.title), make("small", {}, [t.kindName, place(t)].join(" · ")),
    ...[badges, t.short].filter(Boolean).map((text) => make("small", {}, text)),
    ...(t.description ? [make("p", {}, t.description)] : []));
  card.hidden = false;
  const w = card.offsetWidth, h = card.offsetHeight;
  card.style.left = Math.max(8, Math.min(e.clientX + 16, innerWidth - w - 8)) + "px";
  card.style.top = (e.clientY + 20 + h > innerHeight ? Math.max(8, e.clientY - h - 14) : e.clientY + 20) + "px";
}

// listenToTouchpoints makes the touchpoints of a picture buttons: click, hover,
// and a walk with the arrow keys, one stop of the tab key for all of them.
function listenToTouchpoints(picture) {
  const all = [...picture.querySelectorAll('[data-role="touchpoint"]')].filter((g) => known.has(g.dataset.id));
  const listed = new Set(all.map((g) => g.closest('[role="list"]')).filter(Boolean));
  for (const list of listed) {
    // A list may hold only its items, and these are buttons now.
    list.setAttribute("role", "group");
    for (const item of list.querySelectorAll('[role="listitem"]')) item.setAttribute("role", "img");
  }
  all.forEach((g, i) => {
    g.setAttribute("role", "button");
    g.setAttribute("tabindex", i === 0 ? "0" : "-1");
    g.querySelector(":scope > title")?.remove(); // the card says it
    g.addEventListener("focus", () => {
      for (const other of all) other.setAttribute("tabindex", other === g ? "0" : "-1");
      trace(picture, g.dataset.id);
      if (g.matches(":focus-visible")) reveal(picture, box([g]));
    });
    g.addEventListener("blur", () => trace(picture, ""));
    g.addEventListener("pointerenter", (e) => {
      trace(picture, g.dataset.id);
      clearTimeout(cardTimer);
      if (e.pointerType === "mouse" && e.buttons === 0) cardTimer = setTimeout(() => showCard(g.dataset.id, e), 350);
    });
    g.addEventListener("pointerleave", () => {
      trace(picture, "");
      hideCard();
    });
  });
  picture.addEventListener("click", (e) => {
    const id = e.target.closest('[data-role="touchpoint"]')?.dataset.id || e.target.closest("[data-of]")?.dataset.of;
    if (id && !e.target.closest("a")) choose(id, false);
  });
  picture.addEventListener("keydown", (e) => {
    const g = e.target.closest('[data-role="touchpoint"]');
    const i = all.indexOf(g);
    if (e.key === "Enter" || e.key === " ") {
      if (g) choose(g.dataset.id, true);
      else if (e.target === picture) all[0]?.focus();
      else return;
    } else if (g && !state.stops && e.key.startsWith("Arrow")) {
      walk(all, i, e.key)?.focus();
    } else return;
    e.preventDefault();
    e.stopPropagation();
  });
}

// walk finds the neighbour of a touchpoint: left and right go through the
// reading order, up and down stay in the step where it goes on.
function walk(all, i, key) {
  const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  if (key === "ArrowUp" || key === "ArrowDown") return all[i + step];
  const here = known.get(all[i].dataset.id);
  let next = i;
  while (all[next] && known.get(all[next].dataset.id).step === here.step) next += step;
  if (!all[next]) return undefined;
  // In the neighbouring step, the touchpoint of the same lane, else the first.
  const column = known.get(all[next].dataset.id).step;
  const there = all.filter((g) => known.get(g.dataset.id).step === column);
  return there.find((g) => known.get(g.dataset.id).laneName === here.laneName) || there[0];
}
