// Measures how well each control of a page can be seen, from its computed styles: the colour of its text or icon over
// all that is painted behind it. Nothing on the page may be moving.
(() => {
  "use strict";

  const CONTROLS = `a[href], button, input:not([type=hidden]), textarea, select, summary, [role=button], [role=menuitem],
    [role=option], [role=tab], [role=combobox]`;
  const CHOSEN = ["aria-pressed", "aria-selected", "aria-checked", "aria-expanded", "aria-current", "data-active"];
  const TEXT = 4.5; // the least contrast of text, and of an icon or a ring around what has the focus (WCAG 2.2)
  const ICON = 3;
  const SCHEMES = ["light", "dark"];
  const known = new Set();
  const controls = [];
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  brush.canvas.width = brush.canvas.height = 24;
  const colours = new Map();

  const still = document.createElement("style");
  still.textContent = "*, ::before, ::after { transition: none !important; animation: none !important; }";
  document.head.append(still);
  // A press shows what it shows and does nothing.
  for (const event of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
    window.addEventListener(event, (press) => { if (still.dataset.held) { press.stopImmediatePropagation(); press.preventDefault(); } }, true);

  function colour(text) {
    if (!colours.has(text)) {
      brush.filter = "none";
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = text;
      brush.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
      colours.set(text, [red, green, blue, alpha / 255]);
    }
    return colours.get(text);
  }

  const mix = (below, above, part) => below.map((value, index) => value + (above[index] - value) * part);
  const over = ([red, green, blue, alpha], below, part = 1) => mix(below, [red, green, blue], alpha * part);

  function luminance(rgb) {
    const [red, green, blue] = rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  function opacity(element) {
    let part = 1;
    for (let each = element; each; each = each.parentElement) part *= getComputedStyle(each).opacity;
    return part;
  }

  const background = (element) => colour(getComputedStyle(element).backgroundColor);
  const filtered = (element, rgb) => {
    if (element.matches("img")) return rgb; // its colours are read as the filter has made them
    const filter = getComputedStyle(element).filter;
    const brightness = filter.match(/^brightness\(([\d.]+)\)$/);
    if (filter !== "none" && !brightness) throw new Error(`cannot read the filter ${filter}`);
    return brightness ? rgb.map((value) => Math.min(255, value * brightness[1])) : rgb;
  };

  // What is painted below a control at a point; null where something else covers it.
  function below(control, x, y) {
    const stack = document.elementsFromPoint(x, y);
    const own = stack.findIndex((element) => control.contains(element));
    const first = own < 0 ? stack.findIndex((element) => element.contains(control)) : own;
    if (first !== 0) return null;
    const under = stack.filter((element) => !control.contains(element));
    return under.reduceRight((rgb, element) => over(background(element), rgb, opacity(element)), [255, 255, 255]);
  }

  // The colours of a part and of what is behind it, as the control shows both.
  function painted(control, part, ink, ground) {
    const chain = [];
    for (let each = part; each !== control.parentElement; each = each.parentElement) chain.unshift(each);
    const paint = (index, rgb, last) => {
      if (index === chain.length) return last ? over(last, rgb) : rgb;
      const inner = filtered(chain[index], paint(index + 1, over(background(chain[index]), rgb), last));
      return mix(rgb, inner, getComputedStyle(chain[index]).opacity);
    };
    const around = control.parentElement ? opacity(control.parentElement) : 1;
    return [mix(ground, paint(0, ground, ink), around), mix(ground, paint(0, ground, null), around)];
  }

  // The colours that make up a tenth of a picture or more.
  function inks(picture) {
    const size = brush.canvas.width;
    brush.clearRect(0, 0, size, size);
    brush.filter = getComputedStyle(picture).filter;
    brush.drawImage(picture, 0, 0, size, size);
    brush.filter = "none";
    const data = brush.getImageData(0, 0, size, size).data;
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] < 200) continue;
      const key = [data[at], data[at + 1], data[at + 2]].map((value) => value & 0xf8).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return [...counts].filter(([, count]) => count >= all / 10).map(([key]) => [...key.split(",").map(Number), 1]);
  }

  const shown = (box) => box.width > 2 && box.height > 2;
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];

  // Everything in a control that has to be told apart from its ground: [what, its element, its box, its colours, least].
  function parts(control) {
    const found = [];
    const field = control.matches("input, textarea, select");
    if (field && !["checkbox", "radio"].includes(control.type)) {
      const empty = control.placeholder && !control.value;
      const style = getComputedStyle(control, empty ? "::placeholder" : undefined);
      const [red, green, blue, alpha] = colour(style.color);
      found.push([empty ? "placeholder" : "text", control, control.getBoundingClientRect(), [[red, green, blue, alpha * style.opacity]], TEXT]);
      return found;
    }
    const walker = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const box = [...range.getClientRects()].find(shown);
      if (!box || !walker.currentNode.data.trim() || element.closest("svg, .sr-only")) continue;
      if (getComputedStyle(element).clipPath !== "none") continue;
      found.push(["text", element, box, [colour(getComputedStyle(element).color)], TEXT]);
    }
    for (const icon of control.querySelectorAll("svg, img")) {
      const box = icon.getBoundingClientRect();
      if (!shown(box) || icon.closest("svg, img") !== icon) continue;
      if (icon.matches("img")) found.push(["picture", icon, box, inks(icon), ICON]);
      else {
        const shape = icon.querySelector(":is(path, circle, rect, line, polyline, polygon):not(defs *)");
        const style = getComputedStyle(shape);
        found.push(["icon", icon, box, [colour(style.stroke === "none" ? style.fill : style.stroke)], ICON]);
      }
    }
    return found;
  }

  // The best of what shows that a control has the focus: an outline or a shadow of its own, or those of its frame.
  function ring(control) {
    const ground = below(control, ...centre(control.getBoundingClientRect()));
    if (!ground) return [];
    const frame = control.closest("#message-composer, [cmdk-input-wrapper]");
    const rings = frame ? [[getComputedStyle(frame).borderTopColor, ground]] : [];
    for (const each of frame ? [control, frame] : [control]) {
      const style = getComputedStyle(each);
      const inside = over(background(each), ground);
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5;
      if (outlined) rings.push([style.outlineColor, parseFloat(style.outlineOffset) < 0 ? inside : ground]);
      for (const shadow of style.boxShadow.split(/,(?![^(]*\))/)) {
        const [, ink, blur, inset] = shadow.match(/^\s*(.*\)) \S+ \S+ (\S+) \S+( inset)?$/) ?? [];
        if (ink && parseFloat(blur) === 0) rings.push([ink, inset ? inside : ground]);
      }
    }
    return [["ring", Math.max(1, ...rings.map(([ink, around]) => contrast(over(colour(ink), around), around))), ICON]];
  }

  function name(control) {
    const said = control.getAttribute("aria-label") || control.textContent || control.placeholder || control.name || "";
    return `${control.getAttribute("role") || control.localName}${control.id ? `#${control.id}` : ""} “${said.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  }

  const visible = (control) =>
    control.checkVisibility({ visibilityProperty: true }) && shown(control.getBoundingClientRect());

  // Two controls that differ in their words alone are shown alike.
  function kind(control) {
    const state = CHOSEN.map((attribute) => control.getAttribute(attribute)).join();
    const filled = Boolean(control.value);
    const icons = [...control.querySelectorAll("svg, img")].map((icon) => icon.getAttribute("class") + (icon.src ?? ""));
    const box = control.parentElement?.closest("section, [role=menu], [role=dialog], [data-sidebar=sidebar], header, form");
    const system = document.documentElement.className ? "" : matchMedia("(prefers-color-scheme: dark)").matches;
    return [system, control.localName, control.className, control.id.replace(/[\d-]/g, ""), state, control.disabled, filled, icons,
      box?.localName, box?.className, control.parentElement?.className].join("|");
  }

  function state(control, given) {
    const chosen = CHOSEN.some((attribute) => control.getAttribute(attribute) === "true");
    const words = [control.disabled && "disabled", chosen && "chosen", given].filter(Boolean);
    return words.join(" ");
  }

  function ratios(control, given) {
    const told = given === "focus" ? ring(control) : [];
    if (!control.matches(CONTROLS)) return told;
    for (const [what, element, box, ink, least] of parts(control)) {
      const ground = below(control, ...centre(box));
      if (!ground || opacity(element) < 0.05) continue;
      const each = ink.map((one) => contrast(...painted(control, element, one, ground)));
      if (each.length) told.push([what, Math.max(...each), least]);
    }
    return told;
  }

  const isNew = (one) => !known.has(one) && Boolean(known.add(one));

  // Each call leaves the page in the other scheme: a change of scheme costs more than everything else here. A page
  // without such a class, which the hosted login is, follows the system.
  function inBothSchemes(look) {
    const root = document.documentElement;
    const first = SCHEMES.find((scheme) => root.classList.contains(scheme));
    if (!first) return look(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    const found = look(first);
    const other = SCHEMES.find((scheme) => scheme !== first);
    localStorage.setItem("vite-ui-theme", other); // or the page itself would change it back
    root.classList.replace(first, other);
    return [...found, ...look(other)];
  }

  window.controlWalk = {
    known,
    // The numbers of the visible controls below a selector that are of a new kind.
    find(scope) {
      const all = [...document.querySelectorAll(CONTROLS)].filter((each) => each.closest(scope) && visible(each));
      return all.filter((control) => isNew(kind(control))).map((control) => controls.push(control) - 1);
    },
    // Where to point at it; null when nothing can.
    point(number) {
      controls[number].scrollIntoView({ block: "nearest", behavior: "instant" });
      const box = controls[number].getClientRects()[0];
      return box ? centre(box) : null;
    },
    name: (number) => name(controls[number]),
    // The number of what has the focus, or null, and whether its kind is new.
    focused() {
      const control = document.activeElement;
      if (!control || control === document.body || !visible(control)) return [null, false];
      const number = controls.includes(control) ? controls.indexOf(control) : controls.push(control) - 1;
      return [number, isNew(`focus ${kind(control)}`)];
    },
    hold: (held) => (still.dataset.held = held ? "held" : ""),
    // [scheme, control, state, part, contrast, least] of each part of controls that are in a state, in light and in dark.
    measure(numbers, given) {
      const there = numbers.map((number) => controls[number]).filter((control) => control.isConnected);
      return inBothSchemes((scheme) =>
        there.flatMap((control) =>
          ratios(control, given).map((ratio) => [scheme, name(control), state(control, given), ...ratio]),
        ),
      );
    },
  };
})();
