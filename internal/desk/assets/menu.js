// A menu at a point of the page: by mouse and by keys.
import { make } from "./core.js";

let open = null;

// menu shows choices and does what is chosen. An entry has a text, what it does,
// and may have a key, a mark for what is on now, or be a rule between others.
export function menu(x, y, entries, name) {
  closeMenu();
  const back = document.activeElement;
  const box = make("div", { class: "menu", role: "menu", "aria-label": name });
  for (const e of entries.filter(Boolean)) {
    if (e === "-") { box.append(make("hr")); continue; }
    const radio = e.on !== undefined;
    box.append(make("button", { type: "button", role: radio ? "menuitemradio" : "menuitem", "aria-checked": radio ? String(e.on) : null, tabindex: "-1", class: e.danger ? "danger" : "", "data-key": e.key?.length === 1 ? e.key.toLowerCase() : null,
      onclick: () => { closeMenu(); e.does(); } }, e.text, e.key ? make("kbd", {}, e.key) : null));
  }
  box.addEventListener("keydown", (e) => {
    const all = [...box.querySelectorAll("button")], i = all.indexOf(document.activeElement);
    const to = { ArrowDown: i + 1, ArrowUp: i - 1 + all.length, Home: 0, End: all.length - 1 }[e.key];
    if (to !== undefined) all[to % all.length].focus();
    else if (e.key === "Escape" || e.key === "Tab") closeMenu();
    else if (e.key === "Enter" || e.key === " ") document.activeElement.click();
    else box.querySelector(`[data-key="${CSS.escape(e.key.toLowerCase())}"]`)?.click();
    e.preventDefault();
    e.stopPropagation();
  });
  document.body.append(box);
  const r = box.getBoundingClientRect();
  box.style.left = Math.max(8, Math.min(x, innerWidth - r.width - 8)) + "px";
  box.style.top = Math.max(8, Math.min(y, innerHeight - r.height - 8)) + "px";
  open = { box, back };
  (box.querySelector('[aria-checked="true"]') ?? box.querySelector("button"))?.focus();
}

export function closeMenu() {
  if (!open) return;
  const { box, back } = open;
  open = null;
  box.remove();
  if (back?.isConnected) back.focus({ preventScroll: true });
}
document.addEventListener("pointerdown", (e) => { if (open && !open.box.contains(e.target)) closeMenu(); }, true);
addEventListener("blur", closeMenu);
