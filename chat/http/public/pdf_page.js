// Draws one page of a PDF with pdf.js (Apache License 2.0), which is part of Chainlit's script. A file may be hostile: it is
// read in a worker that is ended after the page is drawn or when it takes too long, no script in it runs, and the size of
// what is drawn is limited. The browser itself is never given the file to show.
(() => {
  "use strict";

  const MAX_SECONDS = 10;
  const WIDTH = 1240; // pixels of the drawing: sharp in a wide window, and on a phone that enlarges it
  const MAX_HEIGHT = 4096;
  const MAX_IMAGE = 2 ** 24; // pixels of a picture in the file; a larger one is left out

  function size(page) {
    const { width, height } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: Math.min(WIDTH / width, MAX_HEIGHT / height) });
    if (!(viewport.width >= 1 && viewport.height >= 1)) throw new RangeError("a page without a size");
    return viewport;
  }

  // Chainlit brings pdf.js without its tables of Chinese, Japanese and Korean characters: a font that names one and is not
  // in the file would be drawn as nothing.
  const withoutTables = (stop) =>
    class {
      async fetch() {
        stop(new Error("a font is missing"));
        throw new Error("no tables of characters");
      }
    };

  async function draw(pdf, worker, bytes, number, canvas, stop) {
    const port = new pdf.PDFWorker({ port: worker });
    const file = await pdf.getDocument({
      data: bytes,
      worker: port,
      CMapReaderFactory: withoutTables(stop),
      maxImageSize: MAX_IMAGE,
      isEvalSupported: false,
      useWasm: false,
      enableXfa: false,
      stopAtErrors: false,
    }).promise;
    const page = await file.getPage(number);
    const viewport = size(page);
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport });
    return { task, done: task.promise };
  }

  // Draws the page that a <figure> names in its `data-file` and `data-page`, and puts its sentence there if that fails.
  window.drawPdfPage = async (figure, closed) => {
    const { file, page, label, failed } = figure.dataset;
    const pdf = window.pdfjsLib;
    const canvas = document.createElement("canvas");
    let stop;
    const ended = new Promise((_, reject) => {
      stop = reject;
      closed.addEventListener("abort", () => reject(closed.reason));
      setTimeout(() => reject(new Error("the time is up")), MAX_SECONDS * 1000);
    });
    let worker, task;
    try {
      const response = await Promise.race([ended, fetch(file, { signal: closed })]);
      if (!response.ok) throw new Error("no file");
      const bytes = await Promise.race([ended, response.arrayBuffer()]);
      worker = new Worker(pdf.GlobalWorkerOptions.workerSrc, { type: "module" });
      const drawing = await Promise.race([ended, draw(pdf, worker, bytes, Number(page), canvas, stop)]);
      task = drawing.task;
      await Promise.race([ended, drawing.done]);
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", label);
      figure.replaceChildren(canvas);
    } catch {
      figure.textContent = failed;
      task?.cancel(); // may fail itself, where the drawing hangs
    } finally {
      worker?.terminate();
      figure.removeAttribute("aria-busy");
    }
  };
})();
