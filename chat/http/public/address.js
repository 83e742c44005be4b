// Gives a new conversation its address: Chainlit's page does so late, and on a phone never. Until it does, a reload leads to
// the conversation all the same.
(() => {
  "use strict";

  const KEPT = "conversation";
  const ASKED = '42["conversation",'; // how socket.io writes that event
  const DONE = '42["task_end"';
  const SETTLED = 500; // ms until the page knows by itself which conversation it shows
  const RealSocket = window.WebSocket;
  const isNew = () => location.pathname === "/";
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  const kept = sessionStorage.getItem(KEPT);

  sessionStorage.removeItem(KEPT);
  if (kept && isReload && isNew()) location.replace(kept);

  // As the page's router does it, which listens for this event.
  function show() {
    const address = sessionStorage.getItem(KEPT);
    if (!address || document.getElementById("stop-button")) return;
    sessionStorage.removeItem(KEPT);
    if (!isNew()) return;
    history.replaceState(history.state, "", address);
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  }

  window.WebSocket = class extends RealSocket {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string") return;
        if (data.startsWith(ASKED) && isNew()) sessionStorage.setItem(KEPT, `/thread/${JSON.parse(data.slice(2))[1]}`);
        if (data.startsWith(DONE)) setTimeout(show, SETTLED);
      });
    }
  };

  document.addEventListener(
    "click",
    ({ target }) => target.closest?.("#new-chat-button") && sessionStorage.removeItem(KEPT),
    true,
  );
})();
