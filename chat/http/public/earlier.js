// Loads the earlier messages of a long conversation when the line that stands for them comes near, and keeps what is being
// read where it is, also when the page is sent its conversation again. An address that ends in #step-<id of a message>
// leads to that message, however far back it is, and into the version of a question that it is in.
(() => {
  "use strict";

  const NEAR = 1000; // px above what can be seen
  const SETTLED = 300; // ms until the page has scrolled to where a conversation opens
  const AGAIN = 5000; // ms until an unanswered request is repeated
  const MOST = 100; // requests on the way to one message
  const LINE = '[id^="step-earlier-"]';
  const MESSAGES = `.step > div > [id^="step-"]:not(${LINE})`;
  let socket = null;
  let long = false; // whether the conversation has earlier messages
  let pending = null; // what was asked for last: the line, a message that stays where it is, its place in the whole
  let timer = 0;
  // The message that is looked for: its element's id, how far below the top it belongs, how many requests are left.
  let target = location.hash.startsWith("#step-") ? { id: decodeURIComponent(location.hash.slice(1)), left: MOST } : null;
  const linked = target?.id; // what the address leads to
  let link = linked; // the same, until the server was asked in which version it is
  let chosen = null; // the question of the version that was asked for, and how far below the top it belongs
  const loaded = new Set(); // the elements of earlier messages

  pageSocket.on("resume_thread", ({ steps }, from) => {
    const sent = new Set(steps.map(({ id }) => `step-${id}`));
    if (socket) target ??= chosen ?? reading(sent); // what the page is about to be sent replaces what it shows
    socket = from;
    chosen = null;
    long = steps.some(({ id }) => id.startsWith("earlier-"));
    if (link && !sent.has(link)) pageSocket.send(socket, "version", link.slice("step-".length));
    link = null;
  });
  pageSocket.on("update_message", function add({ id, steps }) {
    if (!id.startsWith("earlier-") && !loaded.has(`step-${id}`)) return;
    for (const step of steps ?? []) {
      loaded.add(`step-${step.id}`);
      add(step);
    }
  });
  document.addEventListener("version", ({ detail }) => {
    const shown = document.getElementById(detail.shown);
    chosen = { id: detail.wanted, top: shown ? top(shown) : undefined, left: MOST };
  });

  const box = (element) => element.closest(".overflow-y-auto");
  const top = (element) => element.getBoundingClientRect().top - box(element).getBoundingClientRect().top;
  const place = (element) => box(element).scrollTop + top(element);
  const messages = () => [...document.querySelectorAll(MESSAGES)];

  // The first message that is seen and stays, unless the page stands at its end.
  function reading(sent) {
    const seen = messages().find((message) => top(message) >= 0 && (sent.has(message.id) || loaded.has(message.id)));
    const around = seen && box(seen);
    if (!seen || around.scrollHeight - around.scrollTop - around.clientHeight < 10) return null;
    return { id: seen.id, top: top(seen), left: MOST };
  }

  function look() {
    const line = document.querySelector(LINE);
    const found = target && document.getElementById(target.id);
    if (found) {
      box(found).scrollTop += top(found) - (target.top ?? box(found).clientHeight / 3);
      // The address has led there: loaded again, the page shows the version that is chosen by then.
      if (target.id === linked) history.replaceState(history.state, "", location.pathname + location.search);
      target = null;
    }
    if (!line || !pageSocket.isOpen(socket)) return;
    const wait = pending?.line === line ? pending.since + AGAIN - Date.now() : 0;
    if (wait > 0) return soon(wait); // another timer may have taken the place of the one that repeats the request
    if (target?.left === 0) target = null;
    if (target) target.left -= 1;
    else if (top(line) < -NEAR) return;
    box(line).style.overflowAnchor = "none"; // the browser's own, which does nothing at the very top
    const kept = messages().find((message) => top(message) >= 0) ?? messages().at(-1) ?? line;
    pending = { line, around: box(line), kept: kept.id, place: place(kept), since: Date.now() };
    pageSocket.send(socket, "earlier", line.id.slice("step-".length));
    soon(AGAIN);
  }

  function soon(time) {
    clearTimeout(timer);
    timer = setTimeout(look, time);
  }

  // What is new above a message that is seen moves the box by as much; what is new below it does not.
  function changed() {
    if (!long && !target) return;
    const kept = pending && document.getElementById(pending.kept);
    if (pending?.line.isConnected) {
      if (kept) pending.place = place(kept);
    } else if (pending) {
      const { around } = pending;
      if (kept) around.scrollTop += place(kept) - pending.place;
      pending = null;
      requestAnimationFrame(() => (around.style.overflowAnchor = ""));
    }
    if (target || document.querySelector(LINE)) soon(target ? 0 : SETTLED);
  }

  document.addEventListener("scroll", () => long && !pending && document.querySelector(LINE) && soon(0), true);
  new MutationObserver(changed).observe(document.documentElement, { childList: true, subtree: true });
})();
