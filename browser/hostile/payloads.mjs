// Attacks to type into fields, and how they are dealt out to fields that take only so much.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";

// One for each way out of text: elements, attributes, addresses, script blocks, style, templates, and what parsers mend.
export const own = [
  "<script>alert(1)</script>",
  "</script><script>alert(2)</script>",
  "<img src=x onerror=alert(3)>",
  "\"><svg onload=alert(4)>",
  "' onfocus=alert(5) autofocus x='",
  "\" autofocus onfocus=alert(6) x=\"",
  "</textarea><script>alert(7)</script>",
  "</title><script>alert(8)</script>",
  "</option></select><img src=x onerror=alert(9)>",
  "<iframe srcdoc='<script>parent.alert(10)</script>'>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(11)>",
  "<noscript><p title='</noscript><img src=x onerror=alert(12)>'>",
  "<!--><img src=x onerror=alert(13)>-->",
  "{{ 7 * 7 }}{% raw %}<b id=evil>",
  "&lt;script&gt;alert(14)&lt;/script&gt;",
  "<details open ontoggle=alert(15)>",
  "<a href='javascript:alert(16)'>x</a>",
  "\u2028\u2029</script ><script >alert(17)</script >",
  "<form action=javascript:alert(18)><input type=submit>",
  "<base href='javascript:/a/-alert(19)///////'>",
];

// Public lists of attacks lie in an optional folder beside the repository; a line of JSON each.
const place = "../shared/data/hostile/xss-payloads.jsonl.zst";
const file = join(import.meta.dirname, "../..", place);

// Our own and, where they are there, those of the public lists; with a sentence that says which.
export function payloads() {
  const without = (why) => ({ all: own, said: `The public lists were skipped: ${why}. There are ${own.length} attacks of our own.` });
  if (!existsSync(file)) return without(`${place} is not there`);
  let text;
  try {
    // Node can unpack this from version 22.15 on; before, the command does.
    const unpacked = zlib.zstdDecompressSync
      ? zlib.zstdDecompressSync(readFileSync(file))
      : execFileSync("zstd", ["-dc", file], { maxBuffer: 1 << 28 });
    text = unpacked.toString("utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return without("the command zstd is not installed");
  }
  const listed = text.split("\n").filter(Boolean).map((line) => JSON.parse(line).payload);
  const all = [...new Set([...own, ...listed])];
  return { all, said: `There are ${own.length} attacks of our own and ${listed.length} of public lists, ${all.length} different ones.` };
}

// Texts of at most `most` characters, each with the payloads that stand in it whole; and the payloads that are longer than that.
export function packs(list, most, gap = " ") {
  const packed = [];
  for (const payload of list.filter(({ length }) => length <= most)) {
    const roomy = packed.find(({ text }) => text.length + gap.length + payload.length <= most);
    if (!roomy) packed.push({ text: payload, holds: [payload] });
    else {
      roomy.text += gap + payload;
      roomy.holds.push(payload);
    }
  }
  return { packed, long: list.filter(({ length }) => length > most) };
}

// As many payloads as fit into one text, the shortest first: what a field takes that is small, in the one record that there is.
export const shortest = (list, most) => packs(list.toSorted((one, other) => one.length - other.length), most).packed[0];

// The list dealt out like cards to so many hands.
export const dealt = (list, hands) => Array.from({ length: hands }, (_, hand) => list.filter((_, at) => at % hands === hand));

// So many payloads to a text, in order.
export const inRows = (list, many) => Array.from({ length: Math.ceil(list.length / many) }, (_, row) => list.slice(row * many, (row + 1) * many));

// The payloads of a list in batches of so many characters: what is in a batch, the same in one line, and the edition it is for, each in turn:
// a form that holds a text for each edition takes a batch in one of them.
export const batches = (list, most) =>
  packs(list, most).packed.map(({ text, holds }, number) => {
    const [language, other] = number % 2 ? ["ko", "en"] : ["en", "ko"];
    return { list: holds, line: text, number, language, other };
  });
