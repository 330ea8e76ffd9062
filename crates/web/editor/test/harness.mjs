// A page after the contract of the desk, with a newsroom in memory behind it, so that the editor can be tried in a real browser.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const editor = join(here, "..");
const token = "the-token";

// The same rules that the desk's pages have, so that a breach of them shows here.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

const drawing = (id, width, height) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#8a8375"/><path d="M0 ${height * 0.7} L${width * 0.4} ${height * 0.4} L${width} ${height * 0.8} V${height} H0Z" fill="#5b564e"/><text x="24" y="48" font-size="32">${escaped(id)}</text></svg>`;

/** @param {string} id */
export const record = (id, captions = {}) => ({
  id, url: `/media/${id}.svg`, width: 1200, height: 800, captions, alts: {}, credit: "Yonhap News", rights: null, source: null, focus: null,
});

export const draftOf = (change = {}) => ({
  section: "politics", slug: "harbour", headline: "Council votes on the harbour", deck: ["Three years late", "“We waited,” says the mayor"], body: [], credits: [{ person: "p1", role: "reporter" }],
  contact: null, picture: null, topics: ["harbour", "budget"], original_url: null, ...change,
});

/** What the server does: numbers blocks without an id. */
const number = (body) => {
  let next = Math.max(0, ...body.map(({ id }) => id));
  const seen = new Set();
  return body.map((block) => {
    const id = block.id === 0 || seen.has(block.id) ? (next += 1) : block.id;
    seen.add(id);
    return { ...block, id };
  });
};

const page = (room) => {
  const { draft, language, words } = room;
  const select = (name, options, value) => `<select name="${name}" aria-label="${name}">${options.map(([code, text]) => `<option value="${code}"${code === value ? " selected" : ""}>${text}</option>`).join("")}</select>`;
  const people = [["", "—"], ["p1", "Choi Yoon-sun"], ["p2", "Daniel Kim"]];
  const roles = [["reporter", "Reporter"], ["translator", "Translator"], ["editor", "Editor"]];
  const credit = ({ person, role }) => `<div data-credit>${select("credit-person", people, person)}${select("credit-role", roles, role)}<button type="button" data-remove-credit>Remove</button></div>`;
  const json = JSON.stringify({ ...draft, pictures: room.pictures }).replaceAll("<", "\\u003c");
  const field = (name, value) => `<p class="field"><label for="f-${name}">${name}</label><input id="f-${name}" name="${name}" value="${escaped(value ?? "")}"></p><p data-error="${name}" hidden></p>`;
  return `<!doctype html><html lang="${words}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Writing</title>
<link rel="stylesheet" href="/masthead.css"><link rel="stylesheet" href="/harness.css"><link rel="stylesheet" href="/editor.css"><script type="module" src="/editor.js"></script></head><body><main>
<form id="writing" data-article="a1" data-revision="${room.revision}" data-language="${language}" data-languages='["ko","en","ja"]' data-words="${words}" data-may-write="${room.mayWrite}" data-token="${token}"
 data-save="/desk/articles/a1/save" data-aside="/desk/articles/a1/aside" data-here="/desk/articles/a1/here" data-pictures="/desk/pictures" data-embeds="/desk/embeds" data-sign-in="/desk/sign-in">
<script type="application/json" id="writing-draft">${json}</script>
<h1 class="unseen">Writing</h1>
<div class="desk-line"><p id="writing-status" role="status"></p><p id="writing-others" hidden></p></div>
<div class="columns"><div class="text-column">
<textarea name="headline" rows="2" aria-label="Headline" lang="${language}">${escaped(draft.headline)}</textarea><p data-hint="headline"></p><p data-error="headline" hidden></p>
<textarea name="deck" rows="2" aria-label="Deck" lang="${language}">${escaped(draft.deck.join("\n"))}</textarea><p data-error="deck" hidden></p>
<div id="writing-tools"></div><div id="writing-body"></div><p data-error="body" hidden></p><p id="writing-count"></p></div>
<div class="facts-column"><p>${select("section", [["politics", "Politics"], ["world", "World"]], draft.section)}</p>
<figure data-lead></figure>${field("slug", draft.slug)}<p class="field"><label for="f-topics">topics</label><textarea id="f-topics" name="topics" rows="1"></textarea></p>
<fieldset data-credits><legend>Credits</legend><template><div data-credit>${select("credit-person", people, "")}${select("credit-role", roles, "reporter")}<button type="button" data-remove-credit>Remove</button></div></template>
${draft.credits.map(credit).join("")}<button type="button" data-add-credit>Add a credit</button></fieldset>
${field("contact", draft.contact)}${field("original_url", draft.original_url)}</div></div></form></main></body></html>`;
};

const look = `
main { padding-block: 1rem 3rem; }
.desk-line { display: flex; gap: 2rem; }
.columns { display: grid; gap: 2.5rem; }
.columns > * { min-width: 0; }
@media (min-width: 64rem) { .columns { grid-template-columns: minmax(0, 44rem) minmax(0, 1fr); } }
.text-column > textarea { display: block; width: 100%; border: 0; padding: 0; background: none; color: inherit; font: 700 2.25rem/1.15 var(--serif); resize: none; field-sizing: content; }
.text-column > textarea[name=deck] { margin-block: .5rem; font: 1.25rem/1.4 var(--serif); }
.facts-column { font: .9375rem/1.5 var(--sans); }
.facts-column figure, .facts-column fieldset { margin: 0 0 1rem; }
`;

/** Starts the newsroom. `room` is what stands in it, and how it behaves; tests change it as they go. */
export const startHarness = async () => {
  const out = mkdtempSync(join(tmpdir(), "masthead-editor-"));
  execFileSync(process.execPath, [join(editor, "build.mjs"), out]);
  const room = {
    reset(change = {}) {
      Object.assign(room, {
        revision: 7, draft: draftOf(), pictures: {}, shelf: [], language: "en", words: "en", mayWrite: true, by: "Park Seo-yeon", others: [], saves: [], asides: [], records: [],
        refuse: null, uploads: [], uploadAnswer: null, delay: 0,
      }, change);
      room.draft.body = number(room.draft.body);
    },
  };
  room.reset();

  const routes = {
    "GET /write": () => ({ html: page(room) }),
    "GET /desk/sign-in": () => ({ html: "<!doctype html><title>Sign in</title>" }),
    "GET /desk/articles/a1/save": () => ({ json: { ...room.draft, pictures: room.pictures, revision: room.revision } }),
    "POST /desk/articles/a1/save": (body) => {
      const { base, draft } = JSON.parse(body);
      if (room.refuse) return room.refuse;
      room.saves.push({ base, draft });
      if (base !== room.revision) return { status: 409, json: { revision: room.revision, by: room.by, at: "2026-10-01T05:02:07Z", draft: { ...room.draft, pictures: room.pictures } } };
      room.revision += 1;
      room.draft = { ...draft, body: number(draft.body) };
      return { json: { revision: room.revision, at: new Date().toISOString() } };
    },
    "POST /desk/articles/a1/aside": (body) => {
      room.asides.push(JSON.parse(body).draft);
      return { json: { revision: 100 + room.asides.length } };
    },
    "POST /desk/articles/a1/here": () => ({ json: { others: room.others, revision: room.revision, by: room.by } }),
    "GET /desk/pictures": (_, request) => {
      const { searchParams: asked } = new URL(request.url, "http://x");
      const found = room.shelf.filter(({ captions }) => Object.values(captions).some((said) => said.includes(asked.get("q"))));
      const from = Number(asked.get("before") ?? 0);
      return { json: { items: found.slice(from, from + 2), next: found.length > from + 2 ? String(from + 2) : null } };
    },
    "POST /desk/pictures": (body, request) => {
      room.uploads.push({ type: request.headers["content-type"], name: decodeURIComponent(request.headers["x-file-name"]), bytes: body.length });
      if (room.uploadAnswer) return room.uploadAnswer;
      const made = record(`new${room.uploads.length}`);
      room.pictures[made.id] = made;
      return { status: 201, json: made };
    },
    "GET /desk/embeds": (_, request) => {
      const url = new URL(request.url, "http://x").searchParams.get("url");
      return /youtu/.test(url) ? { json: { provider: "youtube", url, title: "A talk" } } : { status: 422, json: { error: "Nothing known stands at this address." } };
    },
  };

  const files = {
    "/editor.js": ["text/javascript", join(out, "editor.js")],
    "/editor.css": ["text/css", join(out, "editor.css")],
    "/masthead.css": ["text/css", join(editor, "../../theme/assets/masthead.css")],
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const send = (status, type, content, more = {}) => response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store", ...more }).end(content);
    if (files[pathname]) return send(200, files[pathname][0], readFileSync(files[pathname][1]));
    if (pathname === "/harness.css") return send(200, "text/css", look);
    if (pathname.startsWith("/media/")) return send(200, "image/svg+xml", drawing(pathname.slice(7, -4), 1200, 800));
    if (request.method === "POST" && request.headers["x-desk-token"] !== token) return send(403, "application/json", '{"error":"no token"}');
    const posted = /^\/desk\/pictures\/([\w-]+)$/.exec(pathname);
    if (posted && request.method === "POST") {
      const change = JSON.parse(body);
      room.records.push({ id: posted[1], change });
      const known = room.pictures[posted[1]] ?? record(posted[1]);
      room.pictures[posted[1]] = { ...known, ...change, captions: { ...known.captions, ...change.captions }, alts: { ...known.alts, ...change.alts } };
      return send(200, "application/json", JSON.stringify(room.pictures[posted[1]]));
    }
    const route = routes[`${request.method} ${pathname}`];
    if (!route) return send(404, "text/plain", "not here");
    if (room.delay) await new Promise((done) => setTimeout(done, room.delay));
    const { status = 200, json, html } = route(request.method === "POST" && pathname !== "/desk/pictures" ? body.toString() : body, request);
    if (html) return send(status, "text/html", html, { "content-security-policy": policy });
    return send(status, "application/json", JSON.stringify(json ?? null));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { room, address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close(() => {}) && server.closeAllConnections() };
};

/** Chromium by playwright-core, or the sentence that says what is missing. */
export const openBrowser = async () => {
  let chromium;
  try {
    ({ chromium } = await import("playwright-core"));
  } catch {
    return { missing: "playwright-core is not installed: run `npm ci` in crates/web/editor." };
  }
  let executablePath = process.env.CHROMIUM;
  try {
    executablePath ??= execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  } catch {
    return { missing: "There is no Chromium: install it, or name it in CHROMIUM." };
  }
  const args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return { browser: await chromium.launch({ executablePath, args }) };
};
