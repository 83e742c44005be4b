// Lets the page's other scripts hear the events of its socket, and send some, in socket.io's way of writing them. Buttons
// that come one by one reach the page together: it draws every message of the conversation anew for each of them.
(() => {
  "use strict";

  const RealSocket = window.WebSocket;
  const TOGETHER = 20; // ms in which buttons are collected
  const BUTTON = /^42\["(?:remove_)?action",/;
  const listeners = []; // the beginning of a message, and what is called with the event's data and the socket

  window.WebSocket = class extends RealSocket {
    constructor(...options) {
      super(...options);
      let buttons = []; // what came of them, in order
      let timer = 0;
      let passing = false;
      const pass = () => {
        const waiting = buttons;
        buttons = [];
        clearTimeout(timer);
        passing = true;
        for (const data of waiting) this.dispatchEvent(new MessageEvent("message", { data }));
        passing = false;
      };
      // The first listener of the socket: what it stops, nobody hears.
      this.addEventListener("message", (event) => {
        const { data } = event;
        if (passing || typeof data !== "string") return;
        if (BUTTON.test(data)) {
          event.stopImmediatePropagation();
          if (buttons.push(data) === 1) timer = setTimeout(pass, TOGETHER);
          return;
        }
        if (buttons.length) pass(); // the order stays
        for (const [beginning, heard] of listeners) {
          if (data.startsWith(beginning)) heard(JSON.parse(data.slice("42".length))[1], this);
        }
      });
    }
  };

  window.pageSocket = {
    on: (event, heard) => listeners.push([`42["${event}"`, heard]),
    isOpen: (socket) => socket?.readyState === RealSocket.OPEN,
    send: (socket, event, data) => socket.send(`42${JSON.stringify([event, data])}`),
  };
})();
