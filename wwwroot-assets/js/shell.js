// The frame's few needs of the browser: what it remembers, the clock, the jump key, the state of the line.

const root = document.documentElement;
const scheme = matchMedia("(prefers-color-scheme: dark)");
let page = null;
let stop = null;

export function recall(name) {
  try { return localStorage.getItem("pf-" + name); } catch { return null; }
}

export function remember(name, value) {
  try { localStorage.setItem("pf-" + name, value); } catch { /* A frame of another site may have no storage: then nothing is remembered. */ }
}

export function start(layout) {
  page = layout;
  stop?.();
  const times = recall("times") === "local" ? "local" : "utc";
  root.dataset.times = times;

  const tick = setInterval(showClock, 1000);
  showClock();
  const schemeChanged = () => { if (theme() === "system") page?.invokeMethodAsync("SystemThemeChanged", paint()); };
  scheme.addEventListener("change", schemeChanged);
  document.addEventListener("keydown", jumpKey);
  const notice = document.getElementById("components-reconnect-modal");
  notice?.addEventListener("components-reconnect-state-changed", lineChanged);
  stop = () => {
    clearInterval(tick);
    scheme.removeEventListener("change", schemeChanged);
    document.removeEventListener("keydown", jumpKey);
    notice?.removeEventListener("components-reconnect-state-changed", lineChanged);
  };

  return {
    theme: theme(),
    dark: paint(),
    localTimes: times === "local",
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
    offsetMinutes: -new Date().getTimezoneOffset(),
    embedded: root.dataset.frame !== undefined,
  };
}

export function end() {
  stop?.();
  stop = null;
  page = null;
}

export function setTheme(choice) {
  remember("theme", choice);
  return paint();
}

export function setTimes(local) {
  remember("times", local ? "local" : "utc");
  root.dataset.times = local ? "local" : "utc";
  showClock();
}

function theme() {
  const kept = recall("theme");
  return kept === "dark" || kept === "light" ? kept : "system";
}

function paint() {
  const dark = theme() === "dark" || (theme() === "system" && scheme.matches);
  root.dataset.theme = dark ? "dark" : "light";
  return dark;
}

function jumpKey(event) {
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("[data-jump]");
  if (!field || field.offsetParent === null) return;
  event.preventDefault();
  field.focus();
  field.select();
}

// The server is about to stop: when the line breaks now, that is why.
export function stopping() {
  root.dataset.stopping = "";
}

function lineChanged(event) {
  const lost = event.detail.state !== "hide";
  if (lost) root.dataset.line = "lost"; else delete root.dataset.line;
  if (!lost) delete root.dataset.stopping;
}

function showClock() {
  const clock = document.querySelector("[data-clock]");
  if (!clock) return;
  const local = root.dataset.times === "local";
  const parts = new Intl.DateTimeFormat("en-GB", {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
    hourCycle: "h23", timeZone: local ? undefined : "UTC", timeZoneName: local ? "short" : undefined,
  }).formatToParts(new Date());
  const part = type => parts.find(p => p.type === type)?.value ?? "";
  clock.textContent = `${part("day")} ${part("month").slice(0, 3)} ${part("year")} ${part("hour")}:${part("minute")}:${part("second")} ${local ? part("timeZoneName") : "UTC"}`;
}
