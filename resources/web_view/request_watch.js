// Tells the window what was asked for and how it went, since the engine's own guard sees only the asking.
(() => {
  const tell = (entry) => {
    const { name, responseStatus, transferSize, duration, initiatorType } = entry;
    console.debug(`allure-desktop:request ${JSON.stringify([name, responseStatus ?? 0, transferSize ?? 0, duration, initiatorType])}`);
  };
  const told = (list) => list.getEntries().forEach((entry) => /^(http|ws)s?:/.test(entry.name) && tell(entry));
  new PerformanceObserver(told).observe({ type: "resource", buffered: true });
  if (window !== window.top) return; // a frame's own page is a resource of the page around it
  window.addEventListener("load", () => setTimeout(() => performance.getEntriesByType("navigation").forEach(tell)));
})();
