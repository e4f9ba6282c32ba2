// Runs before the first paint: theme and frame are on <html> when the page appears, so nothing flashes.
(() => {
  const root = document.documentElement;
  const kept = name => { try { return localStorage.getItem(name); } catch { return null; } };
  const theme = kept("pf-theme");
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  if (window.self !== window.top || new URLSearchParams(location.search).get("embed") === "1") root.dataset.frame = "";

  // Works also when the circuit never came up, or is gone.
  document.addEventListener("click", event => {
    if (!event.target.closest?.("[data-reload]")) return;
    event.preventDefault();
    location.reload();
  });
})();
