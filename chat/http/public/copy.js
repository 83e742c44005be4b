// Copies what a field holds at the press of the button beside it, and says so; where the browser does not let it, the field's
// text is selected. Without this script there is no button.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = ""; // the same words are said again
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = button.dataset.copied;
    } catch {
      field.focus();
      field.select();
      status.textContent = button.dataset.selected;
    }
  });
}
