// Draws a Mermaid diagram in the Chromium that is installed: mermaid.mjs diagram.mmd picture.svg
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const folder = dirname(require.resolve("mermaid/package.json"));
const version = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
const options = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};
if (process.argv[2] === "--version") {
  const browser = await chromium.launch(options);
  console.log(`Mermaid ${version}, Chromium ${browser.version()}`);
  await browser.close();
  process.exit(0);
}
const [input, output] = process.argv.slice(2);
const browser = await chromium.launch(options);
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.setContent("<!doctype html><meta charset=utf-8><body></body>");
  await page.addScriptTag({ path: join(folder, "dist", "mermaid.min.js") });
  const svg = await page.evaluate(async (text) => {
    const { mermaid } = globalThis;
    mermaid.initialize({ startOnLoad: false, maxTextSize: 1e8, maxEdges: 1e6, htmlLabels: false, flowchart: { htmlLabels: false } });
    return (await mermaid.render("d", text)).svg;
  }, readFileSync(input, "utf8"));
  writeFileSync(output, svg);
} finally {
  await browser.close();
}
