// J and K find the table from anywhere on the page; inside it the arrows move rows, not the scroll bar.
export function watch(rows) {
  const outside = event => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[jk]$/i.test(event.key)) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]") || rows.contains(event.target)) return;
    rows.querySelector("tr[tabindex='0']")?.focus();
  };
  const inside = event => {
    if (/^(ArrowUp|ArrowDown|Home|End)$/.test(event.key) && event.target.matches("tr")) event.preventDefault();
  };
  document.addEventListener("keydown", outside);
  rows.addEventListener("keydown", inside);
  return {
    stop() {
      document.removeEventListener("keydown", outside);
      rows.removeEventListener("keydown", inside);
    },
  };
}
