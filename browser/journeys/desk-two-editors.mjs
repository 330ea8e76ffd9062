import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";

test("of two editors in one article each sees the other, and nothing is overwritten", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const [one, other] = [await desk(browser), await desk(browser)];
    await acceptInvitation(one, newsroom.invite("one", "editor"));
    await acceptInvitation(other, newsroom.invite("other", "editor"));
    const article = await begin(one, { headline: "The budget", text: "It passed by a single vote." });
    await saved(one);
    await other.goto(article);
    await other.locator("#writing-body .ProseMirror").getByText("It passed by a single vote.").waitFor();
    await one.locator("#writing-others").filter({ hasText: "other of the Post" }).waitFor({ timeout: 15_000 });
    await one.locator("#writing-body .ProseMirror").click();
    await one.keyboard.press("Control+End");
    await one.keyboard.type(" Nobody cheered.");
    await other.locator("#writing-body .ProseMirror").click();
    await other.keyboard.press("Control+End");
    await other.keyboard.type(" Everybody cheered.");
    await one.keyboard.press("Control+s");
    await saved(one);
    await other.keyboard.press("Control+s");
    const panel = other.getByRole("dialog");
    await panel.waitFor({ timeout: 15_000 });
    const said = await panel.innerText();
    for (const part of ["one of the Post", "Nobody cheered", "Everybody cheered"]) assert.match(said, new RegExp(part));
    await panel.getByRole("button", { name: /Take theirs/ }).click();
    await other.locator("#writing-body .ProseMirror").getByText("Nobody cheered").waitFor();
    await other.goto(`${article}/history`);
    assert.match(await other.locator("details").first().innerText(), /other of the Post/, "what was not taken is kept aside");
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
