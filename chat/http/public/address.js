// Gives a new conversation its address on a phone, where Chainlit's page does not: its list of conversations does it, once
// it has the new one. Until a conversation has its address, a reload leads to it all the same.
(() => {
  "use strict";

  const KEPT = "conversation";
  const ASKED = '42["conversation",'; // how socket.io writes that event
  const KNOWN = '42["first_interaction"'; // from then on, the page knows which conversation it shows
  const DONE = '42["task_end"';
  const SETTLED = 500; // ms until the page has shown what it was sent
  const RealSocket = window.WebSocket;
  const isNew = () => location.pathname === "/";
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  const kept = sessionStorage.getItem(KEPT);
  let known = false;

  sessionStorage.removeItem(KEPT);
  if (kept && isReload && isNew()) location.replace(kept);

  // As the page's router does it, which listens for this event.
  function show() {
    const address = sessionStorage.getItem(KEPT);
    if (!address || !known || document.getElementById("stop-button")) return;
    if (isNew() && document.getElementById("thread-history")) return void setTimeout(show, SETTLED);
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
        if (data.startsWith(ASKED) && isNew()) {
          sessionStorage.setItem(KEPT, `/thread/${JSON.parse(data.slice(2))[1]}`);
          known = false;
        }
        known ||= data.startsWith(KNOWN);
        if (data.startsWith(DONE) || data.startsWith(KNOWN)) setTimeout(show, SETTLED);
      });
    }
  };

  document.addEventListener(
    "click",
    ({ target }) => target.closest?.("#new-chat-button") && sessionStorage.removeItem(KEPT),
    true,
  );
})();
