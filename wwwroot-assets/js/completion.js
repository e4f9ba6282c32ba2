// What the editor offers while one types: words, names as their numbers, addresses used before. All of it is here, so that no
// key waits for the server.

const most = 8;
const ends = new Set(["tcp", "udp", "icmp", ")"]);
const wants = { host: "host", net: "net", port: "port", proto: "proto", vlan: "number", mpls: "number", mask: "address", after: "time", before: "time", ip: "ip" };

// What may stand behind a text: a term, a joint, or a word's operand.
export function placeAfter(text) {
  let place = "term";
  for (const [word] of text.matchAll(/[()]|[^\s()]+/g)) {
    if (word === "(" || word === "and" || word === "or" || word === "&&" || word === "||") place = "term";
    else if (ends.has(word)) place = "joint";
    else if (wants[word]) place = wants[word];
    else if (place === "time" && /^\d+[mh]$/.test(word)) place = "ago";
    else if (place === "net" && !word.includes("/")) place = "mask";
    else place = "joint";
  }
  return place;
}

// The entries that fit before the caret, and where the word starts that they replace.
export function offers(text, caret, entries, asked) {
  const start = caret - /[^\s()]*$/.exec(text.slice(0, caret))[0].length;
  const typed = text.slice(start, caret).toLowerCase();
  const place = placeAfter(text.slice(0, start));
  const begins = name => name.startsWith(typed);
  const letters = typed.length > 0;
  const found = [];
  const add = (entry, text = entry.text, name = entry.name) => {
    if (found.length < most && !found.some(f => f.text === text)) found.push({ ...entry, text, name });
  };
  const of = (...kinds) => entries.filter(e => kinds.includes(e.kind));

  switch (place) {
    case "term":
      if (!letters && !asked) break;
      for (const e of of("used")) if (begins(e.name) || (letters && begins(e.name.split(" ")[1]))) add(e);
      if (found.length > 3) found.length = 3;
      for (const e of of("term")) if (begins(e.name)) add(e);
      if (letters) for (const e of of("proto", "port")) if (begins(e.name)) add(e);
      break;
    case "joint":
    case "mask":
      if (letters || asked) for (const e of of("joint", place === "mask" ? "mask" : "")) if (begins(e.name)) add(e);
      break;
    case "host":
    case "net":
      for (const e of of("used")) if (e.name.startsWith(place + " ") && begins(e.name.slice(place.length + 1))) add(e, e.text.slice(place.length + 1));
      break;
    case "port":
    case "proto":
      if (letters || asked) for (const e of of(place)) if (begins(e.name)) add(e, numberOf(e));
      break;
    case "time":
      for (const e of of("time")) if (begins(e.name)) add(e);
      break;
    case "ago":
      if (begins("ago")) add({ name: "ago", text: "ago", says: "back from when it is submitted", kind: "time" });
      break;
    case "ip":
      if (begins("proto")) add({ name: "proto", text: "proto ", operand: "number", says: "an IP protocol by its number", kind: "term" });
      break;
  }
  // A word that is whole wants nothing more; and no Tab makes another address of one that is.
  const whole = found.some(e => !e.operand && e.text.trim() === typed);
  return { start, items: whole && !asked ? [] : found.filter(e => e.operand || e.text.trim() !== typed), tab: !wholeAddress.test(typed) };
}

const wholeAddress = /^(\d+\.){3}\d+(\/\d+)?$|:.*:/;

const numbers = { tcp: "6", udp: "17", icmp: "1" };
const numberOf = entry => numbers[entry.text] ?? entry.text.split(" ").at(-1);

export function complete(editor, text, layer, words) {
  const list = document.createElement("div");
  list.className = "completions";
  list.id = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  const said = document.createElement("span");
  said.className = "vh";
  said.setAttribute("role", "status");
  editor.append(list, said);

  // A text of many lines may not be called a combobox; it may point at its list and at the item chosen.
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-haspopup", "listbox");

  let used = [];
  let shown = null;
  let chosen = -1;
  let dismissed = -1;

  const close = () => {
    if (shown === null) return;
    shown = null;
    list.hidden = true;
    list.replaceChildren();
    said.textContent = "";
    for (const name of ["aria-controls", "aria-activedescendant"]) text.removeAttribute(name);
  };

  const choose = index => {
    chosen = index;
    [...list.children].forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === index));
      item.classList.toggle("on", i === (index < 0 && shown.tab ? 0 : index));
    });
    if (index < 0) text.removeAttribute("aria-activedescendant");
    else {
      text.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };

  const open = asked => {
    const caret = text.selectionStart;
    const next = text.selectionEnd === caret && !/^[^\s()]/.test(text.value.slice(caret)) ? offers(text.value, caret, [...used, ...words], asked) : null;
    if (next === null || next.items.length === 0 || (next.start === dismissed && !asked)) {
      if (next?.start !== dismissed) dismissed = -1;
      return close();
    }
    dismissed = -1;
    shown = { ...next, caret };
    list.replaceChildren(...next.items.map(row));
    list.hidden = false;
    text.setAttribute("aria-controls", "completions");
    said.textContent = `${next.items.length} suggestion${next.items.length === 1 ? "" : "s"}, ${next.items[0].text.trim()} first: arrows choose, Tab takes, Escape leaves.`;
    choose(-1);
    place(next.start);
  };

  const place = start => {
    const at = caretBox(layer, start);
    const box = editor.getBoundingClientRect();
    const left = Math.max(-1, Math.min(at.left - box.left - 13, box.width - list.offsetWidth - 1));
    list.style.left = left + "px";
    list.style.top = Math.min(at.bottom - box.top, box.height - 8) + 6 + "px";
  };

  const accept = index => {
    const item = shown.items[index];
    text.setSelectionRange(shown.start, shown.caret);
    close();
    // As if typed, so that the browser's undo takes it back.
    if (!document.execCommand("insertText", false, item.text)) {
      text.setRangeText(item.text, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const keys = event => {
    if (event.isComposing || event.metaKey) return;
    if (event.key === " " && event.ctrlKey && !event.altKey) {
      event.preventDefault();
      open(true);
      return;
    }
    if (shown === null || event.ctrlKey || event.altKey) return;
    const count = shown.items.length;
    if (event.key === "ArrowDown") choose(chosen + 1 === count ? -1 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === "Tab" && !event.shiftKey && (chosen >= 0 || shown.tab)) accept(Math.max(chosen, 0));
    else if (event.key === "Enter" && !event.shiftKey && chosen >= 0) accept(chosen);
    else if (event.key === "Escape") {
      dismissed = shown.start;
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const typed = event => { if (!event.isComposing) open(false); };
  const moved = () => { if (shown !== null && document.activeElement === text && text.selectionStart !== shown.caret) close(); };
  const pressed = event => event.preventDefault();
  const clicked = event => {
    const item = event.target.closest("[role=option]");
    if (item && shown !== null) accept([...list.children].indexOf(item));
  };

  text.addEventListener("keydown", keys);
  text.addEventListener("input", typed);
  text.addEventListener("blur", close);
  list.addEventListener("mousedown", pressed);
  list.addEventListener("click", clicked);
  document.addEventListener("selectionchange", moved);

  return {
    use: entries => { used = entries; },
    close,
    detach: () => {
      document.removeEventListener("selectionchange", moved);
      close();
      list.remove();
      said.remove();
    },
  };
}

function row(entry, index) {
  const item = document.createElement("div");
  item.id = "completion-" + index;
  item.setAttribute("role", "option");
  const what = document.createElement("span");
  what.className = "q";
  const [, word, value] = /^([a-z ]+ |[a-z]+$|)(.*)$/.exec(entry.text);
  if (word) what.append(element("i", word));
  if (value) what.append(value);
  if (entry.operand) what.append(entry.operand);
  const says = element("span", entry.says);
  says.className = "muted cut";
  const kind = element("span", { used: "", port: "port", proto: "protocol", time: "" }[entry.kind] ?? "word");
  kind.className = "muted kind";
  const key = element("kbd", "Tab");
  item.append(what, says, kind, key);
  return item;
}

function element(name, content) {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}

// Where a character of the layer stands on the screen.
function caretBox(layer, offset) {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (rest < node.length) {
      const range = document.createRange();
      range.setStart(node, rest);
      range.setEnd(node, rest + 1);
      return range.getBoundingClientRect();
    }
    rest -= node.length;
  }
  return layer.getBoundingClientRect();
}
