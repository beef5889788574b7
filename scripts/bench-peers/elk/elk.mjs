// Lays a graph out with elkjs and writes it as SVG: elk.mjs graph.json picture.svg
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
if (process.argv[2] === "--version") {
  console.log("elkjs " + require("elkjs/package.json").version + ", node " + process.version);
  process.exit(0);
}
const ELK = require("elkjs/lib/elk.bundled.js");
const [input, output] = process.argv.slice(2);
const graph = await new ELK().layout(JSON.parse(readFileSync(input, "utf8")));
const out = [`<svg xmlns="http://www.w3.org/2000/svg" width="${graph.width}" height="${graph.height}">`];
// Where an edge is written relative to depends on which container it lies in.
const origin = new Map();
const walk = (n, x, y) => {
  origin.set(n.id, [x, y]);
  for (const c of n.children ?? []) walk(c, x + c.x, y + c.y);
};
walk(graph, 0, 0);
const box = (n) => {
  const [x, y] = origin.get(n.id);
  out.push(`<rect x="${x}" y="${y}" width="${n.width}" height="${n.height}" fill="none" stroke="#333"/>`);
  const label = n.labels?.[0]?.text;
  if (label && !n.children) out.push(`<text x="${x + n.width / 2}" y="${y + n.height / 2}" text-anchor="middle">${label}</text>`);
  else if (label) out.push(`<text x="${x + 4}" y="${y + 14}">${label}</text>`);
  for (const c of n.children ?? []) box(c);
};
for (const c of graph.children) box(c);
for (const e of graph.edges) {
  const [dx, dy] = origin.get(e.container ?? graph.id) ?? [0, 0];
  for (const s of e.sections ?? []) {
    const points = [s.startPoint, ...(s.bendPoints ?? []), s.endPoint];
    out.push(`<polyline fill="none" stroke="#333" points="${points.map((p) => `${p.x + dx},${p.y + dy}`).join(" ")}"/>`);
  }
}
out.push("</svg>");
writeFileSync(output, out.join("\n"));
