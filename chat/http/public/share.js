// Lets the link "Share" in the header lead to the conversation that is open; without one it leads to what is shared.
(() => {
  "use strict";

  function lead({ target }) {
    const link = target.closest?.("#header a[href^='/share']");
    if (!link) return;
    // A new conversation may not have its address yet; address.js keeps it until then.
    const address = location.pathname === "/" ? sessionStorage.getItem("conversation") : location.pathname;
    const id = /^\/thread\/([^/]+)$/.exec(address ?? "")?.[1];
    link.setAttribute("href", id ? `/share?conversation=${id}` : "/share");
  }

  for (const press of ["click", "auxclick", "contextmenu"]) document.addEventListener(press, lead, true);
})();
