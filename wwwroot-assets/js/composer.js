// The editor's colours and growth, and the keys of the composer. Keys press the buttons that are there: no second way in.

import { complete } from "./completion.js";
import { copy, receive } from "./clipboard.js";

const words = new Set(["host", "net", "port", "ip", "proto", "mask", "mpls", "vlan", "tcp", "udp", "icmp", "after", "before", "ago", "and", "or", "&&", "||", "(", ")"]);
const lineHeight = 24, padding = 14, lines = 4;

export function attach(composer, vocabulary, owner) {
  const editor = composer.querySelector("[data-editor]");
  const text = editor.querySelector("textarea");
  const layer = editor.querySelector(".layer");

  const paint = () => {
    const value = text.value;
    const at = Number(layer.dataset.faultAt ?? NaN);
    const known = Number(layer.dataset.faultOf) === value.length && at <= value.length;
    const end = at + Math.max(1, Number(layer.dataset.faultLength ?? 0));
    const pieces = [];
    for (const match of value.matchAll(/\s+|[()]|[^\s()]+/g)) {
      const piece = match[0];
      const stops = [0, piece.length];
      if (known) for (const edge of [at - match.index, end - match.index]) if (edge > 0 && edge < piece.length) stops.push(edge);
      stops.sort((a, b) => a - b);
      for (let i = 1; i < stops.length; i++) {
        const part = piece.slice(stops[i - 1], stops[i]);
        const start = match.index + stops[i - 1];
        if (known && start >= at && start < end && part.trim() !== "") pieces.push(element("span", "squiggle", part));
        else if (words.has(piece)) pieces.push(element("i", "", part));
        else pieces.push(part);
      }
    }
    layer.replaceChildren(...pieces, "\u200b");
    text.style.height = "0";
    text.style.height = Math.min(Math.max(text.scrollHeight, lineHeight + padding), lines * lineHeight + padding) + "px";
    layer.style.width = text.clientWidth + "px";
    layer.scrollTop = text.scrollTop;
  };

  const keys = event => {
    const panel = event.target.closest?.("[data-trap]");
    if (panel) return inPanel(panel, event);
    if (event.key === "ArrowDown" && event.altKey && event.target.matches("[data-field='window'][aria-expanded='false']")) {
      event.preventDefault();
      event.target.click();
      return;
    }
    const back = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && composer.querySelector("[data-take-back]");
    if (back && event.target === text) {
      event.preventDefault();
      back.click();
      return;
    }
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyB") {
      event.preventDefault();
      if (!event.repeat) composer.querySelector("[data-blocks-toggle]").click();
      return;
    }
    // Alt with an arrow would leave the page.
    if (event.altKey && /^(Arrow(Left|Right)|Delete|Backspace|[gu])$/i.test(event.key) && event.target.closest?.("[data-blocks]")) event.preventDefault();
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.metaKey) return;
    const button = event.ctrlKey && !event.altKey ? "[data-submit]" : event.altKey && !event.ctrlKey ? "[data-mend]" : null;
    if (button === null) return;
    event.preventDefault();
    if (event.repeat) return;

    // What stands in a block's field counts as soon as the field is left.
    const field = event.target.closest?.("[data-blocks] input");
    field?.blur();
    composer.querySelector(button)?.click();
    field?.focus();
  };

  const watch = new MutationObserver(paint);
  watch.observe(layer, { attributes: true, attributeFilter: ["data-fault-at", "data-fault-length", "data-fault-of", "data-revision"] });
  let width = 0;
  const resize = new ResizeObserver(() => { if (width !== (width = editor.clientWidth)) paint(); });
  resize.observe(editor);
  text.addEventListener("input", paint);
  text.addEventListener("scroll", () => { layer.scrollTop = text.scrollTop; }, { passive: true });
  composer.addEventListener("keydown", keys);
  editor.dataset.layered = "";
  paint();
  const completion = complete(editor, text, layer, vocabulary);
  receive(text, owner);
  if (document.activeElement === document.body || document.activeElement === null) focusEnd(text);

  return {
    focus: name => {
      const field = name === "query" ? text : composer.querySelector(`[data-field="${CSS.escape(name)}"]`) ?? composer.querySelector("[data-region]");
      if (field === text && text.offsetParent === null) (composer.querySelector("[data-blocks] [aria-invalid]") ?? composer.querySelector("[data-blocks] input"))?.focus();
      else if (field === text) focusEnd(text); else field?.focus();
    },
    use: completion.use,
    copy,
    detach: () => {
      completion.detach();
      watch.disconnect();
      resize.disconnect();
    },
  };
}

// In an open panel Tab goes round, and the keys that move in a grid scroll nothing.
function inPanel(panel, event) {
  if (/^(Arrow|Page|Home|End)/.test(event.key) && event.target.closest("[data-arrows]")) event.preventDefault();
  if (event.key !== "Tab") return;
  const stops = [...panel.querySelectorAll("input, button, select")].filter(e => e.tabIndex >= 0 && e.offsetParent !== null);
  const end = event.shiftKey ? stops[0] : stops.at(-1);
  if (event.target !== end) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

function focusEnd(text) {
  text.focus({ preventScroll: true });
  if (document.activeElement === text && text.selectionStart === 0) text.setSelectionRange(text.value.length, text.value.length);
}

function element(name, kind, content) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.textContent = content;
  return made;
}
