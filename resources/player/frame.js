/** The course's own frame: shows one part, and empties itself before the next so that the part can say good-bye. */

const UNLOAD_LIMIT_MS = 3000; // a part may ask "leave this page?"; nobody waits longer for its answer

export class Frame {
  #host;
  #title;
  #onClose;
  #frame = null;

  /** `onClose()` hears a course that closes "its window", which in a frame would do nothing. */
  constructor(host, { title, onClose }) {
    this.#host = host;
    this.#title = title;
    this.#onClose = onClose;
  }

  /** The element that is shown now, or null. */
  get element() {
    return this.#frame;
  }

  /** Shows `url` in a fresh frame. */
  show(url, title) {
    const frame = this.#host.ownerDocument.createElement("iframe");
    frame.title = `${this.#title}: ${title}`;
    frame.allow = "autoplay; fullscreen; clipboard-write";
    frame.addEventListener("load", () => this.#catchClose(frame));
    frame.src = url;
    this.#frame = frame;
    this.#host.replaceChildren(frame);
  }

  /** Leaves the part: its unload handlers have run when this resolves. */
  async clear() {
    const frame = this.#frame;
    if (!frame) return;
    this.#frame = null;
    await new Promise((done) => {
      const limit = setTimeout(done, UNLOAD_LIMIT_MS);
      frame.addEventListener("load", () => {
        clearTimeout(limit);
        done();
      });
      // replaced, not set: no entry in the history that "back" would return to
      frame.contentWindow.location.replace("about:blank");
    });
    frame.remove();
  }

  focus() {
    this.#frame?.contentWindow?.focus();
  }

  #catchClose(frame) {
    try {
      frame.contentWindow.close = () => this.#onClose();
    } catch {
      // the part lives on another site: its window is its own
    }
  }
}
