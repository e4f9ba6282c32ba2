// What is pasted into the editor goes to the server first: a log line becomes a query there. What it does not take is inserted as it is.

// One message of a circuit holds 32 KiB; a character takes up to 3 bytes.
const longest = 9000;

export function receive(text, owner) {
  text.addEventListener("paste", async event => {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (pasted.trim() === "") return;
    event.preventDefault();
    const alone = text.value.trim() === "" || (text.selectionStart === 0 && text.selectionEnd === text.value.length);
    const cut = pasted.length > longest;
    let taken = false;
    try {
      taken = await owner.invokeMethodAsync("TakePaste", cut ? whole(pasted) : pasted, alone, cut);
    } catch {
      // The line to the server is broken: the notice says so; the text is not lost.
    }
    if (!taken) insert(text, pasted);
  });
}

// Whole lines only, where it has any.
function whole(pasted) {
  const end = pasted.lastIndexOf("\n", longest);
  return pasted.slice(0, end > 0 ? end : longest);
}

// Inserted as by hand, so that the browser's own undo knows of it.
function insert(text, pasted) {
  const line = pasted.replace(/\s*[\r\n]+\s*/g, " ");
  text.focus({ preventScroll: true });
  if (!document.execCommand("insertText", false, line)) {
    text.setRangeText(line, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export async function copy(value) {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return copyByHand(value);
  }
}

// Away from HTTPS and loopback there is no clipboard API.
function copyByHand(value) {
  const field = document.createElement("textarea");
  field.value = value;
  field.style.cssText = "position:fixed;opacity:0";
  document.body.append(field);
  const focused = document.activeElement;
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return copied;
}
