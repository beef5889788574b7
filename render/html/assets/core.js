// What all parts share: the data in the page, and small helpers. Texts go into
// the page as text nodes only, never as markup.

const data = JSON.parse(document.getElementById("ui-data").textContent);
const words = data.words;
const known = new Map(data.touchpoints.map((t) => [t.id, t]));
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const ui = (name) => document.getElementById("ui-" + name);

// make builds an element: "on..." listens to an event, all else is an attribute.
function make(tag, props = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === "") continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value);
  }
  element.append(...inside.filter((x) => x !== undefined && x !== null && x !== ""));
  return element;
}

// fill puts numbers and names into the places of a text: {n} of {all}.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));

const say = (text) => { ui("status").textContent = text; };

// place is where a touchpoint stands, in words.
function place(t) {
  return [t.kindName === t.laneName ? "" : t.laneName, fill(words.place, { n: t.step }), t.stepTitle || t.phase].filter(Boolean).join(" · ");
}

const pictures = [...document.querySelectorAll(".picture")];
const sheetOf = (picture) => picture.querySelector(".sheet");
const state = {
  view: (pictures.find((p) => "first" in p.dataset) || pictures[0]).dataset.view, // "" is the table
  last: "", // the view before the table
  chosen: "", // id of the touchpoint in the panel
  query: "",
  picked: null, // ids that the filters let through; null is all
  stops: null, // ids of the journey that is presented
  stop: 0,
};
state.last = state.view;

const pictureNamed = (name) => pictures.find((p) => p.dataset.view === name);
const openPicture = () => pictureNamed(state.view);

// The drawn things of each picture, by the touchpoint that they stand for. A
// touchpoint may be drawn more than once.
const drawn = new Map(pictures.map((picture) => {
  const byID = new Map();
  for (const g of picture.querySelectorAll('[data-role="touchpoint"]')) {
    if (!byID.has(g.dataset.id)) byID.set(g.dataset.id, []);
    byID.get(g.dataset.id).push(g);
  }
  return [picture, byID];
}));
const drawnIn = (picture, id) => (picture && drawn.get(picture).get(id)) || [];

// box is where something is drawn, in the units of the picture.
function box(elements) {
  const boxes = elements.map((g) => {
    const b = g.getBBox();
    return [b.x, b.y, b.x + b.width, b.y + b.height];
  });
  const x = Math.min(...boxes.map((b) => b[0]));
  const y = Math.min(...boxes.map((b) => b[1]));
  return { x, y, w: Math.max(...boxes.map((b) => b[2])) - x, h: Math.max(...boxes.map((b) => b[3])) - y };
}
