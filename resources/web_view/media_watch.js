// Tells the window when a video or sound cannot be played here, from every frame of the course.
(() => {
  const NO_SUPPORTED_SOURCE = 4;
  const told = new WeakSet();
  const look = (element) => {
    const unsupported = element.error && element.error.code === NO_SUPPORTED_SOURCE;
    const noSourceLeft = element.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;
    if ((unsupported || noSourceLeft) && !told.has(element)) {
      told.add(element);
      console.info('allure-desktop:media-unsupported');
    }
  };
  document.addEventListener(
    'error',
    (event) => {
      const element = event.target instanceof HTMLSourceElement ? event.target.parentElement : event.target;
      // the last <source> fails before the element itself knows that none is left
      if (element instanceof HTMLMediaElement) setTimeout(look, 0, element);
    },
    true,
  );
})();
