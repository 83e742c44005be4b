// Makes the page usable without seeing or pointing: labels its icons, mends its roles and its Escape key, and announces
// to a screen reader when an answer begins and ends.
(() => {
  "use strict";

  const words = JSON.parse(document.getElementById("words").textContent);

  const PICKERS = { model: words.model, route: words.route };
  const LABELS = {
    "#sidebar-trigger-button, [data-sidebar=rail]": words.sidebar,
    "#search-chats-button": words.search,
    "#new-chat-button": words.new,
    "#theme-toggle": words.appearance,
    "#user-nav-button": words.account,
    "#chat-input": words.question,
    "#chat-submit": words.send,
    "#stop-button": words.stop,
    "#thread-options": words.options,
    "#thread-history, [role=dialog][data-sidebar]": words.conversations,
    "#upload-button, #upload-button-loading": words.attach,
    "[role=dialog] > button:has(> .lucide-x)": words.close,
    "button.edit-message": words.edit,
    "button.favorite-message:not(:has(> .fill-current))": words.save,
    "button.favorite-message:has(> .fill-current)": words.unsave,
    ".favorite-popover-wrapper > button": words.saved,
    "button:has(> .lucide-arrow-down)": words.down,
    "button:has(> .lucide-copy, > .lucide-check)": words.copy,
    "[class*=positive-feedback]": words.helpful,
    "[class*=negative-feedback]": words.not_helpful,
    "button:has(> .lucide-message-circle)": words.comment,
  };
  const ATTRIBUTES = {
    "#thread-options": { role: "button", tabindex: "0" },
    "#upload-button, #upload-button-loading": { role: "button" },
    "[cmdk-list]:has([cmdk-item]):not(:has([cmdk-item] button))": { role: "listbox", tabindex: "0" },
    // An option may hold no button; a row of a grid may.
    "[cmdk-list]:has([cmdk-item] button)": { role: "grid", tabindex: "0" },
    "[cmdk-group-items]:has([cmdk-item] button)": { role: "rowgroup" },
    "[cmdk-item]:has(button)": { role: "row" },
    "[cmdk-item]:has(button) > div": { role: "gridcell" },
    "[cmdk-list]:not(:has([cmdk-item]))": { role: "group", tabindex: "0" },
    "#thread-history": { role: "navigation" },
    "h3[data-orientation]": { "aria-level": "2" },
    "ul:has(> #thread-history)": { role: "none" },
    "#header a > img, #starters img, img[alt^='Avatar for ']": { alt: "" },
    "img.logo": { alt: "Teacher’s Assistant" },
  };

  function set(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  function mend() {
    for (const [selector, label] of Object.entries(LABELS)) {
      for (const element of document.querySelectorAll(selector)) set(element, "aria-label", label);
    }
    for (const [selector, attributes] of Object.entries(ATTRIBUTES)) {
      for (const element of document.querySelectorAll(selector)) {
        for (const [name, value] of Object.entries(attributes)) set(element, name, value);
      }
    }
    for (const review of document.querySelectorAll("#header a[href='/review']")) {
      const due = document.documentElement.dataset.review;
      if (due) set(review, "aria-label", due);
    }
    for (const button of document.querySelectorAll("#attachments button")) {
      const file = [...document.getElementById("attachments").children].find((each) => each.contains(button));
      const name = file.querySelector("span")?.textContent || file.querySelector("img")?.alt || "";
      set(button, "aria-label", words.remove.replace("{name}", name));
    }
    for (const [id, name] of Object.entries(PICKERS)) {
      for (const picker of document.querySelectorAll(`#mode-picker-trigger-${id}`)) {
        set(picker, "aria-label", `${name}: ${picker.textContent}`);
      }
      for (const list of document.querySelectorAll(`#mode-picker-popover-${id}, #mode-picker-popover-${id} [cmdk-list]`)) {
        set(list, "aria-label", name);
      }
    }
    for (const button of document.querySelectorAll(".favorite-popover-wrapper > button[aria-controls]")) {
      const list = document.getElementById(button.getAttribute("aria-controls"));
      for (const element of [list, ...(list?.querySelectorAll("[cmdk-list]") ?? [])]) {
        if (element) set(element, "aria-label", words.saved);
      }
    }
    tell(Boolean(document.getElementById("stop-button")));
  }

  const status = document.createElement("div");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);
  let answering = false;

  function tell(now) {
    if (now !== answering) status.textContent = now ? words.answering : words.answered;
    answering = now;
  }

  let waiting = false;

  // A growing answer changes the page many times a second; in its text there is nothing to mend but the buttons of code.
  function isMendable({ target, addedNodes }) {
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    if (!element?.closest(".prose") || element.closest("button")) return true;
    return [...addedNodes].some((node) => node.nodeName === "BUTTON" || node.firstElementChild && node.querySelector("button"));
  }

  // Once a frame at most.
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend();
    });
  }

  // Escape closes the top layer only, and is lost where what it is meant for is not known as that. A layer is known a
  // moment after it is shown, a long one on a slow machine; until then a tooltip may be above it: that of the row whose
  // menu opens, or of the button that has the focus in the sidebar of a phone. The key is pressed until it has closed.
  function close(layer) {
    if (!layer.isConnected || layer.dataset.state !== "open") return;
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", cancelable: true }));
    setTimeout(close, 0, layer);
  }

  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !event.isTrusted) return;
      const layer = [...document.querySelectorAll(":is([role=menu], [role=dialog])[data-state=open]")].at(-1);
      if (layer) setTimeout(close, 0, layer); // after the page's own handlers
    },
    true,
  );

  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // a change of the address would be the page's router's business
    document.getElementById("chat-input")?.focus();
  });
  new MutationObserver((records) => records.some(isMendable) && soon()).observe(document.body, { childList: true, subtree: true, characterData: true });
  // A star that is pressed changes its class alone.
  const isStar = ({ target }) => target.closest("button.favorite-message");
  new MutationObserver((records) => records.some(isStar) && soon()).observe(document.body, { subtree: true, attributeFilter: ["class"] });
  new MutationObserver(soon).observe(document.documentElement, { attributeFilter: ["data-review"] });
  mend();
})();
