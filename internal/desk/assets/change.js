// Changes go to the server as what they mean, never as texts; what comes back is
// where they led, or why they cannot be.
import { make, on, post, say, state, t, tell, toast, told } from "./core.js";
import { choose } from "./picture.js";
import { ask } from "./keys.js";

let queue = Promise.resolve(), pending = 0;

// afterwards does something when all changes are made and shown: a key that is
// pressed quickly means what will be chosen then.
export const afterwards = (what) => (pending ? void queue.then(what) : what());

// change makes changes, one after the other, and gives what came of it.
export function change(what, ops, { then, quiet = false, refused: own } = {}) {
  if (told.readOnly) return Promise.resolve(null);
  pending++;
  const run = queue.then(() => make1(what, ops, then, quiet, own)).finally(() => { pending--; });
  queue = run.catch(() => null);
  return run;
}

async function make1(what, ops, then, quiet, own) {
  if (state.broken) { toast(t("mend-first")); return null; }
  const begun = state.chosen;
  const { ok, body } = await post("change", { base: state.shown, what, ops });
  if (!ok && own?.(body)) return null;
  if (!ok) return refused(body, { what, ops, then });
  tell("status", body);
  const at = state.chosen;
  if (at?.kind === "touchpoint" && body.renamed?.[at.id]) state.chosen = { kind: "touchpoint", id: body.renamed[at.id] };
  await new Promise((done) => { waiting.push({ version: body.version, done }); tell("pull"); });
  if (body.merged) toast(t("merged"));
  // Who has chosen something else meanwhile keeps it.
  const now = JSON.stringify(state.chosen), was = [null, begun, body.renamed?.[begun?.id] && { kind: "touchpoint", id: body.renamed[begun.id] }].map((x) => JSON.stringify(x));
  if (was.includes(now)) {
    if (then) then(body);
    else if (body.id && state.boxes.has(body.id)) choose({ kind: "touchpoint", id: body.id }, { reveal: true, focus: document.activeElement === document.body || Boolean(document.activeElement?.closest?.("#ui-main")) });
  }
  if (!quiet) say(t("did-" + what));
  return body;
}
const waiting = []; // for the picture that shows a change
function shown(version) {
  for (const w of waiting.splice(0)) {
    if (w.version <= version) w.done();
    else waiting.push(w);
  }
}
on("drawn", (d) => shown(d.version));
on("rest", () => shown(Infinity)); // whatever came of it

async function refused(body, asked) {
  if (body.gone) { tell("pull"); toast(t("gone")); return null; }
  if (body.conflict) { await settle(body.conflict); return null; }
  const r = body.refused;
  if (r?.references?.length) {
    const list = make("ul", {}, r.references.map((x) => make("li", {}, t("names-it", { id: x.id, file: x.file, line: x.line, key: x.key }))));
    const end = await ask(t("referred-to"), make("div", {}, make("p", {}, t("referred-how", { n: r.references.length })), list),
      [{ text: t("cancel"), value: "" }, { text: t("delete-all"), value: "yes", class: "main" }]);
    if (end === "yes") return change(asked.what, asked.ops.map((op) => (op.do.startsWith("delete") ? { ...op, references: "remove" } : op)), { then: asked.then });
    return null;
  }
  if (r) {
    toast([t("refused"), r.reason, ...(r.found ?? []).map((f) => f.message)].filter(Boolean).join(" — "));
    return null;
  }
  toast(body.error || t("away"));
  return null;
}

// settle shows two texts of the same places side by side, and writes what was
// chosen. Until then nothing has been written.
export async function settle(c, write) {
  const parts = c.parts.filter((p) => p.choose);
  const picks = parts.map((p, i) => {
    const side = (value, name, text, checked) => make("label", {}, make("span", {}, make("input", { type: "radio", name: "side-" + i, value, checked }), " ", name), make("pre", { tabindex: "0" }, text || t("nothing-there")));
    return make("fieldset", { class: "sides" }, make("legend", { class: "unseen" }, t("place-n", { n: i + 1 })), side("theirs", t("theirs"), p.theirs, true), side("ours", t("ours"), p.ours), side("both", t("both"), p.theirs + p.ours));
  });
  const end = await ask(t("conflict", { file: c.file }), make("div", {}, make("p", {}, t("conflict-how")), picks),
    [{ text: t("later"), value: "" }, { text: t("take-chosen"), value: "yes", class: "main" }], { wide: true });
  if (end !== "yes") { toast(t("not-written")); tell("pull"); return null; }
  const chosen = picks.map((p) => p.querySelector(":checked").value);
  let n = 0;
  const text = c.parts.map((p) => {
    if (!p.choose) return p.common ?? "";
    const which = chosen[n++];
    return which === "both" ? (p.theirs ?? "") + (p.ours ?? "") : p[which] ?? "";
  }).join("");
  if (write) return write(text, c.rev);
  const { ok, body } = await post("text", { base: c.rev, name: c.file, text, keep: true });
  if (!ok) return refused(body);
  tell("status", body);
  tell("pull");
  return body;
}

on("refused", async ({ body, retry }) => {
  if (body.conflict) return settle(body.conflict, retry);
  refused(body);
});
