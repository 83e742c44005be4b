// Sends the form without leaving the page, so that the line that says the verdict stays, and a screen reader reads it.
// Without this script the form works as any other.
(() => {
  "use strict";

  let isSending = false;

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post" || !form.closest("#practice")) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter) body.set(event.submitter.name, event.submitter.value);
    try {
      const response = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (!response.ok) return location.reload();
      show(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch {
      form.submit(); // the browser itself says what is wrong
    } finally {
      isSending = false;
    }
  });

  function show(page) {
    const practice = document.getElementById("practice");
    practice.replaceWith(page.getElementById("practice"));
    const [said, now] = [document.getElementById("said"), page.getElementById("said")];
    said.className = now.className;
    said.textContent = now.textContent;
    const field = document.querySelector("#practice [autofocus]");
    field?.focus();
    field?.select?.();
  }
})();
