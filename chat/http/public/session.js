// Keeps the page and its sign-in together: an ended session leads through the login and back, what is typed survives that
// and every rebuild of the composer, another person's sign-in empties the page, and a restarting server is waited for.
(() => {
  "use strict";

  const DRAFT = "draft";
  const RETRY = 2000; // ms
  const QUIET = 2000; // ms for which a lost connection is not mentioned
  const LOOK = 500; // ms
  const UNHEARD = 5000; // ms after which a question to the server counts as lost

  const words = JSON.parse(document.getElementById("words").textContent);
  const realFetch = window.fetch.bind(window);
  const RealSocket = window.WebSocket;
  let person = null;
  let leaving = false;
  let waiting = null;
  let opening = Promise.resolve();
  let draft = { text: "", path: "" };
  let refilled = null; // the composer that was last looked at
  let asked = false; // the new chat has its first question, and not yet its address
  let unsent = false; // Enter was pressed before there was a socket
  let restarting = false; // the load balancer says that nothing stands behind it
  let lost = 0; // when the connection was lost
  let opened = false; // there has been a socket
  const sockets = new Set(); // that are open

  // The load balancer answers a request without a session with 401, or with a redirect to the login's own origin.
  const isSignedOut = (response) => response.type === "opaqueredirect" || response.status === 401;
  // No answer at all, or the load balancer's word that nothing stands behind it.
  const isAway = (response) => response.type === "error" || [502, 503, 504].includes(response.status);
  const never = () => new Promise(() => {});
  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const composer = () => document.getElementById("chat-input");
  const submit = () => document.getElementById("chat-submit");

  function leave(address) {
    if (leaving) return;
    leaving = true;
    const text = composer()?.value;
    if (text && person) sessionStorage.setItem(DRAFT, JSON.stringify({ person, text }));
    if (address) location.replace(address);
    else location.reload();
  }

  function meet(user) {
    if (!user?.identifier) return;
    if (person && person !== user.identifier) return leave("/");
    if (person) return;
    person = user.identifier;
    restoreDraft();
  }

  window.fetch = async (input, options) => {
    const address = new URL(input instanceof Request ? input.url : input, location.href);
    if (address.origin !== location.origin) return realFetch(input, options);
    const method = (options?.method || input.method || "GET").toUpperCase();
    const repeatable = method === "GET" || address.pathname === "/project/threads";
    // Signing out ends the sockets; the page reloads by itself then, and a second reload would cut off the first on its
    // way to the login's own sign-out.
    const isLogout = address.pathname === "/logout";
    if (isLogout) leaving = true;
    let response = await (address.pathname === "/set-session-cookie" ? inOrder(input, options) : ask(input, options));
    if (isLogout && !response.ok) leaving = false;
    while (repeatable && isAway(response)) {
      await check();
      response = await ask(input, options);
    }
    if (isSignedOut(response)) {
      leave();
      return never(); // whoever asked must not act on this answer: the page is going away
    }
    if (address.pathname === "/user" && response.ok) meet(await response.clone().json());
    return response;
  };

  window.WebSocket = class extends RealSocket {
    constructor(...options) {
      super(...options);
      this.addEventListener("open", () => {
        opened = true;
        sockets.add(this);
      });
      this.addEventListener("close", () => {
        sockets.delete(this);
        check();
      });
    }
  };

  // Find out why the socket closed, or wait for a server that is away; socket.io opens the next socket by itself.
  function check() {
    waiting ??= wait().finally(() => (waiting = null));
    return waiting;
  }

  async function wait() {
    let response = await probe();
    while (isAway(response)) {
      restarting = response.type !== "error";
      tell();
      await pause(RETRY);
      response = await probe();
    }
    restarting = false;
    tell();
    if (isSignedOut(response)) leave();
    else if (response.ok) meet(await response.json());
  }

  const probe = () => ask("/user", { cache: "no-store", signal: AbortSignal.timeout(UNHEARD) });

  // Say what keeps the page from its server: at once what the load balancer knows, and a lost connection after a while.
  function tell() {
    const isLost = !navigator.onLine || (opened && !sockets.size);
    lost = isLost ? lost || Date.now() : 0;
    if (unsent) sendNow();
    if (restarting) notice(words.restarting);
    else if (unsent) notice(words.unsent);
    else if (!lost || Date.now() - lost < QUIET) notice("");
    else notice(document.getElementById("stop-button") ? words.lost_answering : words.lost);
  }

  // An answer that is cut off within its body is none: Chainlit takes one about the person that it cannot read for a
  // sign-out, and leaves the page for the login.
  async function ask(input, options) {
    try {
      const response = await realFetch(input, { ...options, redirect: "manual" });
      await response.clone().arrayBuffer();
      return response;
    } catch {
      return Response.error();
    }
  }

  // Chainlit asks for this cookie before it opens a socket, and a conversation's page opens two, the first without the
  // conversation. Were that one's cookie to come last, its socket would be the one that stays, and the page empty.
  function inOrder(input, options) {
    opening = opening.then(() => ask(input, options));
    return opening;
  }

  function notice(text) {
    let element = document.getElementById("session-notice");
    if (!element) {
      element = document.createElement("div");
      element.id = "session-notice";
      element.setAttribute("role", "status");
      document.body.append(element);
    }
    if (element.textContent !== text) element.textContent = text;
  }

  function restoreDraft() {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) || "null");
    sessionStorage.removeItem(DRAFT);
    if (kept?.person !== person || draft.text) return;
    draft = { text: kept.text, path: location.pathname };
    refilled = null;
    refill();
  }

  // Chainlit builds its composer anew when a conversation's messages arrive, and when the first question of a new chat
  // gives the page its address. What was typed before that is put into the new one.
  function refill() {
    const element = composer();
    if (!element || element === refilled) return;
    refilled = element;
    const isSame = draft.path === location.pathname || (draft.path === "/" && asked);
    if (location.pathname !== "/") asked = false;
    if (!isSame || !draft.text || element.value) return;
    // React keeps the value itself and listens for the event, so assigning `value` alone would be undone.
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(element, draft.text);
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function keepDraft({ target, isTrusted }) {
    if (target !== composer()) return;
    if (isTrusted) unsent = false; // it is being changed
    draft = { text: target.value, path: location.pathname };
  }

  // By the key or the button; the button is enabled when there is something to send and a socket to send it on.
  function forgetSent(event) {
    const button = submit();
    const isKey = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === composer();
    if (isKey && button?.disabled && event.target.value.trim()) {
      unsent = true;
      tell();
    }
    if (!button || button.disabled || !(isKey || (event.type === "click" && button.contains(event.target)))) return;
    draft.text = "";
    asked = location.pathname === "/";
  }

  function sendNow() {
    unsent = Boolean(composer()?.value.trim()); // it is not in the composer of another conversation
    if (!unsent || !submit() || submit().disabled) return;
    unsent = false;
    submit().click();
  }

  setInterval(tell, LOOK);
  window.addEventListener("offline", check);
  document.addEventListener("input", keepDraft);
  for (const event of ["keydown", "click"]) document.addEventListener(event, forgetSent, true);
  new MutationObserver(refill).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && check());
  // A page that the back button brings out of memory may be somebody else's.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
