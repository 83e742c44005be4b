// Review by keyboard without leaving the page: keys 1 to 4 rate, and what was said and what comes next replace what was
// there, so that a screen reader hears it. Without this script each form loads the page anew.
(() => {
  "use strict";

  const status = document.getElementById("said");
  const card = document.getElementById("card");
  let sending = false;

  async function send(form, button) {
    if (sending) return;
    sending = true;
    const fields = new URLSearchParams(new FormData(form, button));
    const isPost = form.method === "post";
    try {
      const response = await fetch(isPost ? form.action : `${form.action}?${fields}`, isPost ? { method: "post", body: fields } : {});
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = page.getElementById("card");
      // A sign-in, or a sentence that says what failed, is a page of its own.
      if (isPost && next) localStorage.setItem("reviewed", Date.now()); // due.js counts again
      if (!next) return response.redirected ? location.reload() : document.body.replaceWith(document.adoptNode(page.body));
      status.textContent = page.getElementById("said").textContent.trim().replace(/\s+/g, " ");
      card.replaceChildren(...next.childNodes);
      card.querySelector("#answer, input:not([type=hidden]), textarea, button")?.focus();
    } catch {
      form.submit(); // the browser says itself that the server cannot be reached
    } finally {
      sending = false;
    }
  }

  document.addEventListener("submit", (event) => {
    if (!card.contains(event.target)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select");
    if (isTyping || event.repeat || event.altKey || event.ctrlKey || event.metaKey || !/^[1-4]$/.test(event.key)) return;
    card.querySelector(`button[name=rating][value="${event.key}"]`)?.click();
  });
})();
