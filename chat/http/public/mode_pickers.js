// Tells the server what is picked beside the composer, so that it stays picked on the next page.
(() => {
  "use strict";

  const SHOWN = 100; // ms until the page shows a new pick
  const EVENT = '42["set_modes",'; // how socket.io writes that event
  const RealSocket = window.WebSocket;
  let socket = null;
  let pickers = [];

  window.WebSocket = class extends RealSocket {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string" || !data.startsWith(EVENT)) return;
        socket = this;
        pickers = JSON.parse(data.slice(2))[1].map(({ id, options: offered }) => {
          return { id, offered, picked: (offered.find((option) => option.default) || offered[0])?.name };
        });
      });
    }
  };

  function look() {
    for (const picker of pickers) {
      const name = document.getElementById(`mode-picker-trigger-${picker.id}`)?.textContent.trim();
      const option = picker.offered.find((offered) => offered.name === name);
      if (!option || name === picker.picked || socket?.readyState !== RealSocket.OPEN) continue;
      picker.picked = name;
      socket.send(`42${JSON.stringify(["picked", { [picker.id]: option.id }])}`);
    }
  }

  for (const event of ["click", "keyup"]) document.addEventListener(event, () => setTimeout(look, SHOWN), true);
})();
