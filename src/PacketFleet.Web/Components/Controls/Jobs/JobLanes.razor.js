// Tells how wide the axis is: at once the first time, then when a resize has come to rest.
export function watch(element, owner) {
  let last = 0;
  let timer = 0;
  const tell = width => {
    if (width < 1 || width === last) return;
    last = width;
    owner.invokeMethodAsync("Measured", width);
  };
  const observer = new ResizeObserver(entries => {
    const width = Math.floor(entries[entries.length - 1].contentRect.width);
    clearTimeout(timer);
    if (last === 0) tell(width);
    else timer = setTimeout(tell, 120, width);
  });
  observer.observe(element);
  return { stop() { clearTimeout(timer); observer.disconnect(); } };
}
