// Shows in the header how many items are due for review. It asks once when the page opens, and again when something was
// reviewed in another tab or somebody comes back after a while; it never polls.
(() => {
  "use strict";

  const PAUSE = 5 * 60 * 1000; // ms
  const root = document.documentElement;
  let asked = 0;

  async function ask() {
    const isFresh = Date.now() - asked < PAUSE && Number(localStorage.getItem("reviewed")) < asked;
    if (document.visibilityState !== "visible" || isFresh) return;
    asked = Date.now();
    const response = await fetch("/review/due").catch(() => null);
    if (!response?.ok) return;
    const { due, label } = await response.json();
    root.style.setProperty("--due", due ? `"${due > 99 ? "99+" : due}"` : "none");
    root.dataset.review = label; // labels.js gives it to the link
  }

  document.addEventListener("visibilitychange", ask);
  addEventListener("pageshow", ask); // also a page that the back button shows as it was
  addEventListener("storage", ask);
})();
