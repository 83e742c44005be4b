// Shows which version of a question is shown, and how many there are, with an arrow to the one before and the one after. A
// page that is looked at again asks whether its conversation went on elsewhere.
(() => {
  "use strict";

  const PREFIX = "step-";
  const words = JSON.parse(document.getElementById("words").textContent);
  const versions = new Map(); // of each question that has several: the ids of all
  let socket = null;
  let asked = null; // the version that was asked for, and the class of the arrow that was pressed

  // The steps of a conversation, or one with those inside it.
  function learn(steps) {
    for (const { id, metadata, steps: inner } of steps ?? []) {
      if (metadata?.versions) versions.set(id, metadata.versions);
      learn(inner);
    }
  }

  pageSocket.on("resume_thread", ({ steps }, from) => {
    socket = from;
    versions.clear();
    learn(steps);
    soon();
  });
  pageSocket.on("set_modes", (_, from) => (socket = from)); // on each new socket
  pageSocket.on("update_message", (step) => {
    learn([step]);
    soon();
  });

  function arrow(kind, label, wanted, question) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = kind;
    button.ariaLabel = button.title = label;
    button.disabled = !wanted;
    button.addEventListener("click", () => {
      if (!pageSocket.isOpen(socket)) return;
      asked = { id: wanted, kind };
      const detail = { shown: PREFIX + question, wanted: PREFIX + wanted };
      document.dispatchEvent(new CustomEvent("version", { detail }));
      pageSocket.send(socket, "version", wanted);
    });
    return button;
  }

  function build(question, ids) {
    const at = ids.indexOf(question);
    const group = document.createElement("div");
    const text = document.createElement("span");
    group.className = "versions";
    group.dataset.versions = ids.join();
    group.setAttribute("role", "group");
    group.ariaLabel = words.version.replace("{number}", at + 1).replace("{count}", ids.length);
    text.textContent = `${at + 1} / ${ids.length}`;
    group.append(
      arrow("before", words.version_before, ids[at - 1], question),
      text,
      arrow("after", words.version_after, ids[at + 1], question),
    );
    return group;
  }

  function show() {
    for (const [question, ids] of versions) {
      const row = document.getElementById(PREFIX + question)?.querySelector(".group");
      const old = row?.parentElement.querySelector(":scope > .versions");
      if (!row || old?.dataset.versions === ids.join()) continue;
      const group = build(question, ids);
      if (old) old.replaceWith(group);
      else row.after(group);
      if (asked?.id === question) focus(group);
    }
  }

  // The arrow that was pressed, or the other one where there is nothing further; the group says where one is.
  function focus(group) {
    const pressed = group.querySelector(`.${asked.kind}`);
    asked = null;
    (pressed.disabled ? group.querySelector("button:enabled") : pressed)?.focus({ preventScroll: true });
  }

  // The last question that is shown, for the server to compare with the one that is kept.
  function look() {
    const last = [...document.querySelectorAll("[data-step-type=user_message]")].at(-1);
    const id = last?.querySelector(`[id^="${PREFIX}"]`)?.id;
    if (id && document.visibilityState === "visible" && pageSocket.isOpen(socket)) {
      pageSocket.send(socket, "look", id.slice(PREFIX.length));
    }
  }

  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);

  let waiting = false;

  // Once a frame at most.
  function soon() {
    if (waiting || !versions.size) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show();
    });
  }

  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
})();
