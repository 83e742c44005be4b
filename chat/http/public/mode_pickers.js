// Tells the server what is picked beside the composer, so that it stays picked on the next page.
(() => {
  "use strict";

  const SHOWN = 100; // ms until the page shows a new pick
  let socket = null;
  let pickers = [];

  pageSocket.on("set_modes", (modes, from) => {
    socket = from;
    pickers = modes.map(({ id, options: offered }) => {
      return { id, offered, picked: (offered.find((option) => option.default) || offered[0])?.name };
    });
  });

  function look() {
    for (const picker of pickers) {
      const name = document.getElementById(`mode-picker-trigger-${picker.id}`)?.textContent.trim();
      const option = picker.offered.find((offered) => offered.name === name);
      if (!option || name === picker.picked || !pageSocket.isOpen(socket)) continue;
      picker.picked = name;
      pageSocket.send(socket, "picked", { [picker.id]: option.id });
    }
  }

  for (const event of ["click", "keyup"]) document.addEventListener(event, () => setTimeout(look, SHOWN), true);
})();
