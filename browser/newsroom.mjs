// A site of one's own for journeys of the desk, which is killed and started again, and what people do there: by pointer,
// keys and clipboard alone.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { agent, eventually } from "./site.mjs";

export const password = "a harbour in the rain";

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// A new, empty site and its server.
export class Newsroom {
  static async make({ languages = ["en", "ko"], proxy = null } = {}) {
    const program = process.env.MASTHEAD_BIN;
    if (!program) throw new Error("MASTHEAD_BIN names the program; `cargo xtask test` sets it");
    const folder = mkdtempSync(join(tmpdir(), "masthead-newsroom-"));
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const named = languages.flatMap((language) => ["--language", language]);
    execFileSync(program, ["new", join(folder, "site"), "--title", "The Harbour Post", ...named, "--address", address, "--zone", "Asia/Seoul"]);
    const newsroom = new Newsroom(program, folder, port, address, proxy);
    await newsroom.start();
    return newsroom;
  }

  constructor(program, folder, port, address, proxy) {
    Object.assign(this, { program, folder, port, address, proxy, said: "" });
  }

  async start() {
    this.said = "";
    const words = ["serve", "--site", join(this.folder, "site"), "--listen", `127.0.0.1:${this.port}`];
    if (this.proxy) words.push("--trusted-proxy", this.proxy);
    this.server = spawn(this.program, words, { stdio: ["ignore", "pipe", "pipe"] });
    this.server.stdout.on("data", (text) => (this.said += text));
    this.server.stderr.on("data", (text) => (this.said += text));
    const ready = async () => {
      try {
        return (await fetch(`${this.address}/readyz`)).ok;
      } catch {
        return false;
      }
    };
    if (!(await eventually(ready, Boolean, 20_000))) throw new Error(`the server did not start: ${this.said}`);
  }

  // As a power cut ends it.
  async kill() {
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill("SIGKILL");
    await ended;
  }

  async end() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  // The link that the server prints while nobody has an account.
  get setUpLink() {
    return /http:\S+\/desk\/welcome\/[0-9a-f]+/.exec(this.said)?.[0];
  }

  // Sends a comment as a reader's program does, for a reader at `reader`, whom the proxy names: the same six in ten minutes are
  // taken from each as by the form of the page.
  async comment(article, comment, reader) {
    const headers = { "Content-Type": "application/json", "X-Forwarded-For": reader };
    const address = `${this.address}/api/v1/articles/${article}/comments`;
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(comment) });
    if (answer.status !== 202) throw new Error(`a comment was answered with ${answer.status}: ${await answer.text()}`);
  }

  // Lets every comment be read that waits, as the operator does; a list shows so many at once.
  approveComments() {
    const site = ["--site", join(this.folder, "site")];
    for (;;) {
      const list = execFileSync(this.program, ["comments", "list", ...site, "--json"], { encoding: "utf8", maxBuffer: 1 << 28 });
      const held = JSON.parse(list).map(({ id }) => id);
      if (held.length === 0) return;
      execFileSync(this.program, ["comments", "approve", ...site, ...held], { stdio: "ignore" });
    }
  }

  // Invites somebody as the operator does, and gives the link.
  invite(name, ...roles) {
    const words = ["user", "add", name, "--called", `${name} of the Post`, "--site", join(this.folder, "site"), "--json"];
    const said = execFileSync(this.program, [...words, ...roles.flatMap((role) => ["--role", role])], { encoding: "utf8" });
    return JSON.parse(said).link;
  }
}

// A browser window of somebody at the desk. What the page does is what people can do: nothing is sent by a script of ours.
export const desk = async (browser, options = {}) => {
  const context = await browser.newContext({ userAgent: agent, locale: "en-US", viewport: { width: 1280, height: 900 }, ...options });
  return context.newPage();
};

export const acceptInvitation = async (page, link, names = {}) => {
  await page.goto(link);
  for (const [field, text] of Object.entries(names)) await page.locator(`#${field}`).fill(text);
  await page.locator("#password").fill(password);
  await page.locator("#again").fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/desk*");
};

export const signIn = async (page, address, name, secret = password) => {
  await page.goto(`${address}/desk/sign-in`);
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(secret);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
};

// Begins an article with the keyboard and types into it.
export const begin = async (page, { headline, text, edition }) => {
  await page.keyboard.press("n");
  await page.waitForURL("**/desk/new");
  if (edition) await page.locator("#edition").selectOption(edition);
  await page.locator('form[action="/desk/new"] button').click();
  await page.waitForURL("**/desk/articles/*");
  await page.locator("#headline").fill(headline);
  await page.locator("#writing-body .ProseMirror").click();
  await page.keyboard.type(text);
  return page.url().split("?")[0];
};

export const saved = (page) => page.locator("#writing-status").filter({ hasText: /^(Saved|저장)/ }).waitFor({ timeout: 15_000 });
