// Reads a log, replays it on a net, and says how long that took, as one line of JSON
// (seconds; cpu is processor time of the last part).
//   node replay.js NET LOG WHAT
// WHAT: import - its own reader of CSV, and nothing else
//       tokens - token-based replay     } with its cache of variants; the log is put
//       align  - alignments             } into memory by lines, without its reader
"use strict";
const fs = require("fs");
const readline = require("readline");

// Only what is used: all of it would start a process that waits for web requests.
for (const part of [
  "pm4js", "objects/log/log", "statistics/log/general", "objects/log/importer/csv/importer", "objects/petri_net/petri_net",
  "objects/petri_net/importer/importer", "algo/conformance/tokenreplay/algorithm", "algo/conformance/alignments/heapq",
  "algo/conformance/alignments/petri_net/algorithm",
]) require("pm4js/pm4js/" + part + ".js");

// Its messages are none of ours.
console.log = () => {};

const [net, log, what] = process.argv.slice(2);

async function lines() {
  const out = new EventLog();
  const traces = new Map();
  let first = true;
  for await (const line of readline.createInterface({ input: fs.createReadStream(log, { highWaterMark: 1 << 20 }) })) {
    if (first) { first = false; continue; }
    const cells = line.split(",");
    let trace = traces.get(cells[0]);
    if (!trace) {
      trace = new Trace();
      trace.attributes["concept:name"] = new Attribute(cells[0]);
      traces.set(cells[0], trace);
      out.traces.push(trace);
    }
    const event = new Event();
    event.attributes["concept:name"] = new Attribute(cells[1]);
    event.attributes["time:timestamp"] = new Attribute(new Date(cells[2]));
    trace.events.push(event);
  }
  return out;
}

async function main() {
  const told = { what };
  let start = process.hrtime.bigint();
  let used = process.cpuUsage();
  const lap = () => {
    const now = process.hrtime.bigint();
    const more = process.cpuUsage(used);
    told.cpu = (more.user + more.system) / 1e6;
    const s = Number(now - start) / 1e9;
    start = now;
    used = process.cpuUsage();
    return s;
  };
  const events = (l) => l.traces.reduce((n, t) => n + t.events.length, 0);
  if (what === "import") {
    const l = CsvImporter.apply(fs.readFileSync(log, "utf8"), ",", '"', "Case ID", "Activity", "Timestamp");
    told.read = lap();
    told.events = events(l);
  } else {
    const accepting = PnmlImporter.apply(fs.readFileSync(net, "utf8"));
    const l = await lines();
    told.read = lap();
    told.events = events(l);
    if (what === "tokens") {
      const r = TokenBasedReplay.apply(l, accepting);
      told.work = lap();
      told.fitness = r.averageTraceFitness;
      told.fitting = r.fitTraces;
    } else {
      const r = PetriNetAlignments.apply(l, accepting);
      told.work = lap();
      told.fitness = r.averageTraceFitness;
      told.fitting = r.fitTraces;
      told.cost = r.totalCost;
    }
  }
  process.stdout.write(JSON.stringify(told) + "\n");
}

main();
