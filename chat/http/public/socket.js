// Lets the page's other scripts hear the events of its socket, and send some, in socket.io's way of writing them.
(() => {
  "use strict";

  const RealSocket = window.WebSocket;
  const listeners = []; // the beginning of a message, and what is called with the event's data and the socket

  window.WebSocket = class extends RealSocket {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string") return;
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
