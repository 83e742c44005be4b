// Gives lists, tables and quotes of a conversation the direction that most of their words are written in: style sheets can
// do that for a line of text, but not for what has its marks, its columns or its rule on one side.
(() => {
  "use strict";

  const BLOCKS = ".message-content :is(ul, ol, table, blockquote)";
  const ENOUGH = 200; // letters that decide for good
  const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
  const LETTER = /\p{L}/u;
  const settled = new WeakSet();

  function set(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let letters = 0;
    let rightToLeft = 0;
    while (letters < ENOUGH && walker.nextNode()) {
      if (walker.currentNode.parentElement.closest(".katex, code")) continue;
      for (const character of walker.currentNode.data) {
        if (!LETTER.test(character)) continue;
        letters += 1;
        if (RIGHT_TO_LEFT.test(character)) rightToLeft += 1;
      }
    }
    if (letters >= ENOUGH) settled.add(block);
    const direction = rightToLeft * 2 > letters ? "rtl" : "ltr";
    if (letters && block.dir !== direction) block.dir = direction;
  }

  let waiting = false;

  // Once a frame at most, and never twice for what has not grown.
  function soon(changes) {
    for (const { target, addedNodes } of changes) {
      const block = (target.parentElement ?? target).closest?.(BLOCKS);
      if (block) grown.add(block);
      for (const node of addedNodes) {
        if (node.matches?.(BLOCKS)) grown.add(node);
        for (const inside of node.querySelectorAll?.(BLOCKS) ?? []) grown.add(inside);
      }
    }
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      for (const block of grown) if (!settled.has(block)) set(block);
      grown.clear();
    });
  }

  const grown = new Set();
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
