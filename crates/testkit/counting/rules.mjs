// Counts readings by the rules that docs/counting.md publishes, and shares nothing with the program
// that the tests compare it with.
//
// Reads one JSON object a line: time (milliseconds), address, agent, article, and where they apply
// reference, robot, prefetch, crossSite (true). Writes {"views": {article: n}, "refused": {article: {rule: n}}}.
import { readFileSync } from "node:fs";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const REPEAT = 30_000, REFERENCE_KEPT = 48 * HOUR;

// An allowance of `burst` readings for each key, into which `refill` come back in a period.
function allowances(burst, refill, period, spills) {
  const known = new Map();
  return (key, t) => {
    const own = known.get(key) ?? { level: burst * period, at: t };
    known.set(key, own);
    own.level = Math.min(burst * period, own.level + (t - own.at) * refill);
    own.at = t;
    const given = own.level >= period;
    if (given) own.level -= period;
    else if (spills) own.level = 0;
    return given;
  };
}

// The first bits of an address, those of an IPv4 address or those of an IPv6 address.
function first(address, of4, of6) {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped || !address.includes(":")) {
    return "4/" + (mapped ? mapped[1] : address).split(".").slice(0, of4 / 8).map(Number).join(".");
  }
  const [head, tail] = address.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  const groups = tail ? [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail] : head;
  return "6/" + groups.slice(0, of6 / 16).map((group) => parseInt(group, 16)).join(":");
}

const hammer = allowances(240, 120, MINUTE, true);
const walk = allowances(120, 60, MINUTE, true);
const rush = allowances(1000, 300, MINUTE, false);
const cap = allowances(300, 1800, HOUR, false);
const references = new Map();
const lastCounted = new Map();

// The rule that refuses a reading, or nothing.
function refusedBy({ time: t, address, agent, article, robot, prefetch, crossSite }) {
  if (robot) return "robot";
  if (prefetch) return "prefetch";
  if (crossSite) return "cross-site";
  const client = first(address, 32, 64), block = first(address, 24, 48);
  const day = Math.floor(t / DAY);
  const visitor = (day) => JSON.stringify([client, agent, day]);
  const view = (day) => JSON.stringify([visitor(day), article]);
  const calm = hammer(JSON.stringify([client, article]), t);
  const slow = rush(client, t);
  const seen = (day) => t - (lastCounted.get(view(day)) ?? -Infinity) <= REPEAT;
  if (seen(day) || (t - day * DAY <= REPEAT && seen(day - 1))) return "repeat";
  const atEase = walk(visitor(day), t);
  if (!calm) return "hammer";
  if (!atEase) return "walk";
  if (!slow) return "rush";
  if (!cap(JSON.stringify([block, article]), t)) return "cap";
  lastCounted.set(view(day), t);
}

const views = {}, refused = {};
for (const line of readFileSync(0, "utf8").split("\n")) {
  if (line === "") continue;
  const reading = JSON.parse(line);
  const { time, article, reference } = reading;
  const before = references.get(reference);
  if (before && before.article === article && time - before.time <= REFERENCE_KEPT) continue;
  const rule = refusedBy(reading);
  if (reference) references.set(reference, { article, time });
  if (rule) {
    refused[article] ??= {};
    refused[article][rule] = (refused[article][rule] ?? 0) + 1;
  } else {
    views[article] = (views[article] ?? 0) + 1;
  }
}
console.log(JSON.stringify({ views, refused }));
