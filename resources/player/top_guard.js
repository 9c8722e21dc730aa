/**
 * Keeps the page where it is when a course sends the whole window elsewhere: in an LMS it would be gone, and what the
 * course did next with it.
 */

/**
 * `onAttempt(url)` hears what was held back. Where the browser has no Navigation API the page goes, saved as it stands.
 * `view` is the page's window.
 */
export function guardTop(view, onAttempt) {
  view.navigation?.addEventListener?.("navigate", (event) => {
    if (!event.cancelable || event.hashChange || event.navigationType === "reload" || event.navigationType === "traverse") return;
    const url = event.destination?.url ?? "";
    if (url.split("#")[0] === view.location.href.split("#")[0]) return;
    event.preventDefault();
    onAttempt(url);
  });
}

/** `onBlocked(url)` hears of a part that went to where the page's policy does not let it: nothing is left of it then. */
export function guardFrame(document, onBlocked) {
  document.addEventListener("securitypolicyviolation", (event) => {
    if (/^(frame|child|default)-src$/.test(event.effectiveDirective)) onBlocked(event.blockedURI);
  });
}
