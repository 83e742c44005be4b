// Renders the Markdown of a message block by block, so that a piece of text that arrives costs the block it stands in,
// and a long message costs what is near the window. chat/chainlit_adapter/page_bundle.py calls `renderInBlocks` from
// Chainlit's own component, with the parts of React and the Markdown renderer that Chainlit's page holds.
(() => {
  "use strict";

  const CURSOR = "\u200B"; // ends a message that still grows
  const BURST = 8000; // characters that are rendered at once in one task; further blocks and formulas follow in later ones
  const BLOCK = 100; // characters that a block costs besides its own
  const FORMULA = 600; // characters that a formula costs
  const SLICE = 25; // ms that one task of further ones should take
  const REST = 3; // after a rendering, this many times its own duration belongs to everything else
  const NEAR = "1500px"; // how far outside the window a block is rendered
  const MAX_LIST = 3000; // characters, after which a list goes on in a block of its own
  const MAX_COLOURED = 3000; // characters of code that are coloured anew while they grow
  const LINE = 28; // px, of a line of text that is not rendered yet
  const LINE_CHARACTERS = 80;

  const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
  const DISPLAY = /^ {0,3}\${2,}[^$]*$/;
  const DIRECTIVE = /^:::+\s*[\w-]/;
  const LIST_ITEM = /^ {0,3}([-+*]|\d{1,9}[.)])(\s|$)/;
  const FOOTNOTE = /^ {0,3}\[\^[^\]\s]+\]:/m;
  const DEFINITION = /^ {0,3}\[(?!\^)(?:[^\]\\\n]|\\.)+\]:[ \t]*\S+.*$/gm;
  const RAW = [
    [/^ {0,3}<(?:pre|script|style|textarea)(?=[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
    [/^ {0,3}<!--/, /-->/],
    [/^ {0,3}<\?/, /\?>/],
    [/^ {0,3}<!(?:[A-Z]|\[CDATA\[)/, />/],
  ];

  // What closes the construct that a line opens, or null when it opens none; blank lines inside do not end a block.
  function closing(line) {
    const fence = FENCE.exec(line);
    if (fence) return new RegExp(`^ {0,3}\\${fence[1][0]}{${fence[1].length},}\\s*$`);
    if (DISPLAY.test(line)) return /^ {0,3}\${2,}\s*$/;
    if (DIRECTIVE.test(line)) return /^:::+\s*$/;
    const raw = RAW.find(([start, end]) => start.test(line) && !end.test(line));
    return raw ? raw[1] : null;
  }

  // The blocks of a Markdown text: joined by line ends, they are the text. Each can be parsed alone.
  function split(text) {
    if (FOOTNOTE.test(text)) return [text]; // footnotes are numbered over the whole text
    const blocks = [];
    let lines = [];
    let length = 0;
    let end = null; // closes the open construct
    let list = false; // the block is a list
    let blank = false; // the line before is blank
    const close = () => {
      if (lines.length) blocks.push(lines.join("\n"));
      lines = [];
      length = 0;
      list = blank = false;
    };
    for (const line of text.split("\n")) {
      if (end) {
        lines.push(line);
        if (end.test(line)) {
          end = null;
          close();
        }
        continue;
      }
      const item = LIST_ITEM.test(line);
      const indented = /^\s/.test(line);
      if (!line.trim()) {
        blank = true;
        lines.push(line);
        continue;
      }
      end = closing(line);
      const apart = blank && !indented && !(list && item);
      if (length && (apart || (end && !indented) || (list && item && !indented && length > MAX_LIST))) close();
      if (end && indented && list) end = null; // belongs to the item, which ends where the list ends
      list = list || (item && !length);
      lines.push(line);
      length += line.length;
      blank = false;
    }
    close();
    return blocks;
  }

  let flushSync = null; // React's: what is set inside is rendered when it returns
  let printing = false;

  // Later work, in tasks of about `SLICE` each, one a frame: how many of it fit is learned from the task before.
  const waiting = new Set();
  let fit = 1;
  let running = false;

  function work(count) {
    const now = [...waiting].slice(0, count);
    flushSync(() => {
      for (const one of now) {
        waiting.delete(one);
        one();
      }
    });
  }

  function workLater() {
    const started = performance.now();
    work(fit);
    const took = performance.now() - started;
    if (took > SLICE) fit = Math.max(1, Math.floor((fit * SLICE) / took));
    else if (took < SLICE / 2) fit = Math.min(50, fit * 2);
    running = waiting.size > 0;
    if (running) requestAnimationFrame(workLater);
  }

  function later(one) {
    waiting.add(one);
    if (!running) requestAnimationFrame(workLater);
    running = true;
    return () => waiting.delete(one);
  }

  // Whether something that costs so much may be rendered in this task.
  function burst() {
    let taken = 0;
    return (cost) => {
      if (!taken) setTimeout(() => (taken = 0));
      taken += cost;
      return taken <= BURST || printing;
    };
  }

  // What stands for a block that is not rendered yet calls back once it is near the window, or printed.
  const nearing = new Map();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) nearing.get(target)?.();
    },
    { rootMargin: NEAR },
  );

  function watch(element, show) {
    nearing.set(element, show);
    observer.observe(element);
    return () => {
      nearing.delete(element);
      observer.unobserve(element);
    };
  }

  window.addEventListener("beforeprint", () => {
    printing = true;
    for (const show of nearing.values()) show();
    work(Infinity);
  });
  window.addEventListener("afterprint", () => (printing = false));

  // What is rendered later makes a conversation longer: its end stays in view if it was. Below a short answer, Chainlit
  // keeps a space that holds the question at the top of the window.
  const atEnd = new WeakMap();
  const isAtEnd = ({ scrollTop, scrollHeight, clientHeight }) => scrollTop + clientHeight >= scrollHeight - 10;
  document.addEventListener("scroll", ({ target }) => target.closest && atEnd.set(target, isAtEnd(target)), true);
  const follower = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const container = target.closest(".overflow-y-auto");
      if (container && atEnd.get(container) && !container.lastElementChild.offsetHeight) {
        container.scrollTop = container.scrollHeight;
      }
    }
  });

  const textOf = (node) => (node.type === "text" ? node.value : (node.children || []).map(textOf).join(""));
  const hasClass = (node, name) => (node.properties?.className || []).includes(name);
  const isMath = (node) => ["language-math", "math-display", "math-inline"].some((name) => hasClass(node, name));

  // Puts a `formula` in the place of each formula, which then renders itself, and only when it changes.
  const markFormulas = () => (tree) => {
    const visit = (node) => {
      node.children = (node.children || []).map((child) => {
        if (child.type !== "element") return child;
        const inner = child.tagName === "pre" && child.children.length === 1 ? child.children[0] : child;
        if (inner.type === "element" && isMath(inner)) {
          return { type: "element", tagName: "formula", properties: {}, children: [], original: child };
        }
        visit(child);
        return child;
      });
    };
    visit(tree);
  };

  // The page loads nothing from outside, so that a picture there is a link to it; within a link it is its text.
  const isOutside = (source) => {
    try {
      const { origin, protocol } = new URL(source, location.href);
      return origin !== location.origin && !["data:", "blob:"].includes(protocol);
    } catch {
      return true;
    }
  };
  const linkPictures = () => (tree) => {
    const visit = (node, linked) => {
      node.children = (node.children || []).map((child) => {
        visit(child, linked || child.tagName === "a");
        const { src, alt } = child.properties || {};
        if (child.tagName !== "img" || !isOutside(src)) return child;
        const name = { type: "text", value: alt || src };
        return linked ? name : { type: "element", tagName: "a", properties: { href: src }, children: [name] };
      });
    };
    visit(tree, false);
  };

  // A formula that cannot be read stays as it was written; why is said to the author of a page, not to its reader.
  const quietErrors = () => (tree) => {
    const visit = (node) => {
      if (node.type === "element" && hasClass(node, "katex-error")) node.properties = { className: ["katex-error"] };
      (node.children || []).forEach(visit);
    };
    visit(tree);
  };

  const sameElements = (some, others) =>
    some === others || (some?.length === others?.length && (some || []).every((one, at) => one === others[at]));

  function build(React, { jsx }, Markdown) {
    const mayShowBlock = burst();
    const mayShowFormula = burst();
    const Settled = React.createContext(true); // whether the block no longer grows
    const Plugins = React.createContext([]); // what renders formulas

    const Formula = React.memo(
      ({ node }) => {
        const plugins = React.useContext(Plugins);
        const [shown, show] = React.useState(() => mayShowFormula(FORMULA));
        React.useEffect(() => (shown ? undefined : later(() => show(true))), [shown]);
        if (!shown) return jsx("span", { className: "formula-waiting", children: textOf(node.original) });
        const place = () => (tree) => {
          tree.children = [structuredClone(node.original)];
        };
        return jsx(Markdown, { children: "", rehypePlugins: [place, ...plugins, quietErrors] });
      },
      (before, after) => {
        const [one, other] = [before.node.original, after.node.original];
        return one.tagName === other.tagName && textOf(one) === textOf(other);
      },
    );

    // Chainlit colours code when it is first shown: code that has grown is shown anew.
    const growing = (Code) =>
      function GrowingCode(props) {
        const settled = React.useContext(Settled);
        const code = textOf(props.node);
        return jsx(Code, props, settled || code.length < MAX_COLOURED ? code : "grows");
      };

    const Block = React.memo(
      ({ text, definitions, settled, components, remarkPlugins, rehypePlugins }) => {
        const [shown, show] = React.useState(() => !settled || mayShowBlock(text.length + BLOCK));
        const place = React.useRef(null);
        React.useEffect(() => {
          if (shown) return undefined;
          let cancel = () => {};
          const stop = watch(place.current, () => (cancel = later(() => show(true))));
          return () => [stop(), cancel()];
        }, [shown]);
        if (!shown) {
          const lines = text.split("\n").reduce((sum, line) => sum + Math.ceil((line.length || 1) / LINE_CHARACTERS), 0);
          return jsx("div", { ref: place, className: "block-waiting", style: { minHeight: lines * LINE }, children: text });
        }
        const whole = definitions && text.includes("[") ? `${text}\n\n${definitions}` : text;
        const plugins = rehypePlugins.length ? [linkPictures, markFormulas] : [linkPictures];
        const body = jsx(Markdown, { children: whole, components, remarkPlugins, rehypePlugins: plugins });
        return jsx(Settled.Provider, { value: settled, children: body });
      },
      (before, after) =>
        before.text === after.text &&
        before.definitions === after.definitions &&
        before.settled === after.settled &&
        before.components === after.components,
    );

    // The text that is shown now: while the message grows, renderings that take long come less often.
    function usePaced(text, grows) {
      const [, again] = React.useState(0);
      const { current: state } = React.useRef({ shown: text, at: 0, cost: 0 });
      const now = performance.now();
      const wait = grows ? state.at + (1 + REST) * state.cost - now : 0;
      const changes = wait <= 0 && state.shown !== text;
      if (changes) Object.assign(state, { shown: text, at: now });
      React.useEffect(() => {
        if (changes) {
          const measure = () => setTimeout(() => (state.cost = performance.now() - now)); // when it is painted
          const frame = requestAnimationFrame(measure);
          return () => cancelAnimationFrame(frame);
        }
        if (state.shown === text) return undefined;
        const timer = setTimeout(() => again((count) => count + 1), wait);
        return () => clearTimeout(timer);
      });
      return state.shown;
    }

    return function Blocks({ className, children, refElements, components, remarkPlugins, rehypePlugins }) {
      const { current: kept } = React.useRef({ components: null, refElements: null });
      if (!kept.components || !sameElements(kept.refElements, refElements)) {
        const formula = (props) => jsx(Formula, props);
        Object.assign(kept, { components: { ...components, pre: growing(components.pre), formula }, refElements });
      }
      const place = React.useRef(null);
      React.useEffect(() => {
        const element = place.current;
        follower.observe(element);
        return () => follower.unobserve(element);
      }, []);
      const grows = children.endsWith(CURSOR);
      const text = usePaced(children, grows);
      const [definitions, blocks] = React.useMemo(() => [(text.match(DEFINITION) || []).join("\n"), split(text)], [text]);
      const body = blocks.flatMap((block, at) => {
        const settled = !grows || at < blocks.length - 1;
        const given = { text: block, definitions, settled, remarkPlugins, rehypePlugins };
        const element = jsx(Block, { ...given, components: kept.components }, at);
        return at ? ["\n", element] : [element];
      });
      return jsx(Plugins.Provider, { value: rehypePlugins, children: jsx("div", { ref: place, className, children: body }) });
    };
  }

  const built = new Map();
  window.renderInBlocks = (React, runtime, Markdown, flush) => {
    flushSync = flush;
    if (!built.has(Markdown)) built.set(Markdown, build(React, runtime, Markdown));
    return built.get(Markdown);
  };
})();
