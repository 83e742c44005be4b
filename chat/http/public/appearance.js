// Light or dark before the first paint: the person's own choice, else the system's. The page keeps the choice itself,
// under its own name; a cookie tells it to our pages that have no script.
(() => {
  "use strict";

  const CHOICE = "vite-ui-theme";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  // Without a choice the page would settle on dark.
  if (!localStorage.getItem(CHOICE)) localStorage.setItem(CHOICE, "system");

  function show() {
    const choice = localStorage.getItem(CHOICE);
    const dark = choice === "dark" || (choice === "system" && system.matches);
    root.classList.toggle("dark", dark);
    root.classList.toggle("light", !dark);
    document.cookie = `appearance=${choice}; path=/; max-age=31536000; samesite=lax`;
  }

  show();
  // The page sets the class itself when the person chooses; our other pages have to hear of it.
  new MutationObserver(show).observe(root, { attributeFilter: ["class"] });
  system.addEventListener("change", show);
})();
