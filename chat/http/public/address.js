// Gives a new conversation its address on a phone, where Chainlit's page does not: its list of conversations does it, once
// it has the new one. Until a conversation has its address, a reload leads to it all the same.
(() => {
  "use strict";

  const KEPT = "conversation";
  const SETTLED = 500; // ms until the page has shown what it was sent
  const isNew = () => location.pathname === "/";
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  const kept = sessionStorage.getItem(KEPT);
  let known = false; // the page knows which conversation it shows

  sessionStorage.removeItem(KEPT);
  if (kept && isReload && isNew()) location.replace(kept);

  // As the page's router does it, which listens for this event.
  function show() {
    const address = sessionStorage.getItem(KEPT);
    if (!address || !known || document.getElementById("stop-button")) return;
    if (isNew() && document.getElementById("thread-history")) return void later();
    sessionStorage.removeItem(KEPT);
    if (!isNew()) return;
    history.replaceState(history.state, "", address);
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  }

  const later = () => setTimeout(show, SETTLED);
  pageSocket.on("conversation", (id) => {
    if (!isNew()) return;
    sessionStorage.setItem(KEPT, `/thread/${id}`);
    known = false;
  });
  pageSocket.on("first_interaction", () => {
    known = true;
    later();
  });
  pageSocket.on("task_end", later);

  document.addEventListener(
    "click",
    ({ target }) => target.closest?.("#new-chat-button") && sessionStorage.removeItem(KEPT),
    true,
  );
})();
