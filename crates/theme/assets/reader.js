// Reports one reading each time the page becomes visible to somebody and, when it is left, for how long it was read;
// counts what is left of a comment.
(() => {
  const view = document.querySelector("meta[name=masthead-view]");
  const idle = 60_000;
  const least = 5_000;
  let shown = false;
  // The reading whose depth is not reported yet; milliseconds read; until when they are added up; the last sign of a reader.
  let mark = "";
  let read = 0;
  let until = 0;
  let sign = 0;

  const seen = () => document.visibilityState === "visible" && !document.prerendering;

  const draw = () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => letters[byte & 63]).join("");
  };

  const send = (path, said) => {
    const body = JSON.stringify({ token: view.content, ...said });
    const type = "application/json";
    const sent = navigator.sendBeacon && navigator.sendBeacon(path, new Blob([body], { type }));
    if (!sent) {
      fetch(path, { method: "POST", body, headers: { "Content-Type": type }, keepalive: true }).catch(() => {});
    }
  };

  // Time counts while the page is visible and its reader gave a sign within the last minute.
  const stir = () => {
    const now = performance.now();
    read += Math.max(0, Math.min(now, sign + idle) - until);
    until = now;
    sign = seen() ? now : -Infinity;
  };

  const report = () => {
    if (shown || !view || !view.content || !seen()) return;
    shown = true;
    stir();
    read = 0;
    mark = draw();
    send("/api/v1/views", { ref: mark });
  };

  const leave = () => {
    stir();
    if (!mark || read < least) return;
    send(`/api/v1/views/${mark}/depth`, { seconds: Math.round(read / 1000) });
    mark = "";
  };

  report();
  document.addEventListener("visibilitychange", () => {
    if (seen()) stir();
    else leave();
    report();
  });
  addEventListener("pagehide", leave);
  for (const kind of ["scroll", "keydown", "pointerdown", "pointermove"]) addEventListener(kind, stir, { passive: true });
  document.addEventListener("prerenderingchange", report);
  // A page that comes back out of the browser's memory is shown anew.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      shown = false;
      report();
    }
  });

  const box = document.getElementById("comment-text");
  const left = document.getElementById("comment-left");
  const status = document.getElementById("comment-status");
  if (!box || !left || !status) return;
  const longest = Number(left.dataset.longest);
  const language = document.documentElement.lang;
  const segmenter = Intl.Segmenter && new Intl.Segmenter(language, { granularity: "grapheme" });
  const wrong = box.getAttribute("aria-invalid");
  let timer;

  const count = () => {
    const text = box.value.trim();
    const rest = longest - (segmenter ? Array.from(segmenter.segment(text)) : Array.from(text)).length;
    const number = Math.abs(rest).toLocaleString(language);
    left.textContent = (rest < 0 ? left.dataset.over : left.dataset.left).replace("{n}", number);
    left.classList.toggle("few", rest <= 20);
    if (rest < 0) box.setAttribute("aria-invalid", "true");
    else if (!wrong || text) box.removeAttribute("aria-invalid");
    // Said aloud only when it matters, and once the typing rests.
    clearTimeout(timer);
    timer = setTimeout(() => {
      status.textContent = rest <= 20 && text ? left.textContent : "";
    }, 800);
  };

  box.addEventListener("input", count);
  addEventListener("pageshow", count);
  count();
})();
