// The dialogs of the page: the keys, and small questions.
import { make, t, told, ui } from "./core.js";

const dialog = ui("dialog");
let before = null;

// ask shows a dialog with what is given and tells how it ended: the value of the
// button that was pressed, "" where it was closed.
export function ask(title, inside, buttons, { wide = false, focus = null } = {}) {
  if (dialog.open) dialog.close("");
  before = document.activeElement;
  dialog.className = wide ? "wide" : "";
  const ends = make("div", { class: "ends" }, buttons.map((b) => make("button", { type: b.submit ? "submit" : "button", value: b.value, class: b.class ?? "", onclick: b.submit ? undefined : () => dialog.close(b.value) }, b.text)));
  const form = make("form", { method: "dialog" }, make("h2", { id: "ui-dialog-title" }, title), inside, ends);
  // The page forbids forms to be sent anywhere: a dialog closes itself.
  form.addEventListener("submit", (e) => { e.preventDefault(); dialog.close(e.submitter?.value ?? ""); });
  // Enter means the same in every field.
  form.addEventListener("keydown", (e) => {
    const main = form.querySelector("[type=submit]");
    if (e.key === "Enter" && e.target.matches("select") && main) { e.preventDefault(); form.requestSubmit(main); }
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  (focus ?? ends.querySelector("button.main") ?? ends.querySelector("button"))?.focus();
  if (focus?.select) focus.select();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      const end = dialog.returnValue;
      dialog.returnValue = "";
      if (before?.isConnected) before.focus({ preventScroll: true });
      done(end);
    }, { once: true });
  });
}

export function showKeys() {
  const all = [
    ["← ↑ ↓ →", "k-arrows"], ["Enter", "k-details"], ["+  −  0  1", "k-zoom"], ["V", "k-view"], ["T", "k-text"], ["G", "k-findings"], ["O", "k-open"], ["Esc", "k-close"],
  ];
  const edits = [
    ["F2", "k-rename"], ["N", "k-add"], ["C", "k-way"], ["M", "k-moment"], ["W", "k-wait"], ["F", "k-fail"], ["S", "k-service"],
    ["Alt + ← ↑ ↓ →", "k-move"], ["Ctrl + D", "k-copy"], ["Delete", "k-delete"], ["X", "k-column"], ["P", "k-phase"], ["Ctrl + Z  /  Y", "k-undo"], ["Ctrl + S", "k-save"],
  ];
  const list = (some) => make("dl", { class: "keys" }, some.map(([key, does]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, t(does)))));
  const inside = make("div", {}, list(all));
  if (!told.readOnly) inside.append(make("h3", { class: "keys-of" }, t("k-change")), list(edits));
  ask(t("keys"), inside, [{ text: t("close"), value: "", class: "main" }], { wide: true });
}
