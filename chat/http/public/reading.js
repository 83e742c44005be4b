// Opens the passage that a mark of an answer leads to in a panel beside the chat; the Escape key closes it, and the focus
// returns to the mark. Without this script the mark leads to a page with the same passage.
(() => {
  "use strict";

  const words = JSON.parse(document.getElementById("words").textContent);

  function panel(title, content) {
    const dialog = document.createElement("dialog");
    dialog.className = "reading";
    dialog.setAttribute("aria-labelledby", "reading-title");
    const header = document.createElement("header");
    const heading = document.createElement("h2");
    heading.id = "reading-title";
    heading.textContent = title;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = words.close;
    close.addEventListener("click", () => dialog.close());
    header.append(heading, close);
    dialog.append(header, content);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    return dialog;
  }

  // A passage of a remembered file, highlighted between its neighbours.
  function remembered(page, id) {
    const passage = page.getElementById(id);
    if (!passage) return null;
    const content = page.createElement("div");
    const near = [passage.previousElementSibling, passage, passage.nextElementSibling];
    const mark = page.createElement("mark");
    mark.append(...passage.childNodes);
    passage.append(mark);
    content.append(...near.filter((each) => each?.matches("p[id]")));
    return content;
  }

  async function open(link) {
    const response = await fetch(link.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const content =
      page.getElementById("passage") ?? remembered(page, link.hash.slice(1)) ?? page.querySelector("main");
    const closed = new AbortController();
    const title = page.querySelector("h1");
    if (response.redirected || !content || !title) return location.assign(link.href);
    title.remove();
    const dialog = panel(title.textContent, document.adoptNode(content));
    document.body.append(dialog);
    dialog.addEventListener("close", () => closed.abort());
    dialog.showModal();
    const print = dialog.querySelector("figure[data-file]");
    if (print) window.drawPdfPage(print, closed.signal);
    dialog.querySelector("mark")?.scrollIntoView({ block: "center" });
  }

  // Before the page's own listeners, which would open another tab.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.('a[href^="/reading/"], a[href^="/memory/files/"]');
      if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      open(link).catch(() => location.assign(link.href));
    },
    true,
  );
})();
