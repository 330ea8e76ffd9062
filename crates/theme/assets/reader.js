// Reports one reading each time the page becomes visible to somebody, and counts what is left of a comment.
(() => {
  const view = document.querySelector("meta[name=masthead-view]");
  let shown = false;

  const seen = () => document.visibilityState === "visible" && !document.prerendering;

  const draw = () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => letters[byte & 63]).join("");
  };

  const report = () => {
    if (shown || !view || !view.content || !seen()) return;
    shown = true;
    const body = JSON.stringify({ token: view.content, ref: draw() });
    const type = "application/json";
    const sent = navigator.sendBeacon && navigator.sendBeacon("/api/v1/views", new Blob([body], { type }));
    if (!sent) {
      fetch("/api/v1/views", { method: "POST", body, headers: { "Content-Type": type }, keepalive: true }).catch(() => {});
    }
  };

  report();
  document.addEventListener("visibilitychange", report);
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
