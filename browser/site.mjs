// The site under test, as `cargo xtask test` names it in the environment, and what its operator can do.
import { execFileSync } from "node:child_process";

export const site = (process.env.MASTHEAD_URL ?? "http://127.0.0.1:8080").replace(/\/$/, "");

// A browser of our time by its own name: the word "Headless" would be counted as a robot's.
export const agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

// A page as it comes over the wire, for a reader at `address`.
export async function fetchPage(path, address) {
  const headers = { "User-Agent": agent, ...(address && { "X-Forwarded-For": address }) };
  const response = await fetch(site + path, { headers, redirect: "manual" });
  return { status: response.status, html: await response.text() };
}

export async function api(path) {
  const response = await fetch(`${site}/api/v1/${path}`);
  if (!response.ok) throw new Error(`/api/v1/${path} answered ${response.status}`);
  return response.json();
}

// Every article of an edition, page after page of the API.
export async function articles(language) {
  const found = [];
  let cursor = "";
  do {
    const page = await api(`articles?language=${language}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}

// Runs a command of the operator beside the running server, in the same site's folder.
export function masthead(...words) {
  const { MASTHEAD_BIN, MASTHEAD_SITE } = process.env;
  if (!MASTHEAD_BIN || !MASTHEAD_SITE) {
    throw new Error("MASTHEAD_BIN and MASTHEAD_SITE name the program and the site's folder; `cargo xtask test` sets them");
  }
  return execFileSync(MASTHEAD_BIN, words, { encoding: "utf8" });
}

// Asks again and again until the answer satisfies, and gives the last answer; the test then says what was wrong with it.
export async function eventually(ask, satisfies, milliseconds = 1000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
