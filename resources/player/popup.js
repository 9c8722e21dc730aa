/** A window of its own for the course, where a system opens one: the course looks for its run-time in the opener. */

const FEATURES = "popup,width=1024,height=768";
const LOOK_EVERY_MS = 250;
const UNLOAD_LIMIT_MS = 3000;

/** Takes the place of a Frame: same methods. */
export class Popup {
  #host;
  #title;
  #onGone;
  #window = null;
  #watch = null;

  /** `onGone()` hears a window that the learner or the course has closed. */
  constructor(host, { title, onGone }) {
    this.#host = host;
    this.#title = title;
    this.#onGone = onGone;
  }

  get element() {
    return null;
  }

  /** Opens `url`; where the browser does not let it, a button on the page does. */
  show(url, title) {
    const address = new URL(url, this.#host.ownerDocument.baseURI).href;
    const open = () => {
      this.#window = globalThis.open(address, "", FEATURES);
      card(this.#window !== null);
      if (this.#window) this.#watchIt();
    };
    const card = (opened) => {
      const words = opened ? "The course plays in a window of its own." : "The browser did not let the course open its window.";
      const act = opened ? ["Bring it to the front", () => this.focus()] : ["Open the course", open];
      this.#card(`${this.#title}: ${title}`, words, act);
    };
    open();
  }

  async clear() {
    clearInterval(this.#watch);
    const view = this.#window;
    this.#window = null;
    this.#host.replaceChildren();
    if (!view || view.closed) return;
    await new Promise((done) => {
      const limit = setTimeout(done, UNLOAD_LIMIT_MS);
      const watch = setInterval(() => {
        if (!view.closed) return;
        clearInterval(watch);
        clearTimeout(limit);
        setTimeout(done); // what it said while it closed is in by then
      }, 20);
      view.close();
    });
  }

  focus() {
    this.#window?.focus();
  }

  #watchIt() {
    clearInterval(this.#watch);
    this.#watch = setInterval(() => {
      if (!this.#window?.closed) return;
      clearInterval(this.#watch);
      this.#window = null;
      this.#onGone();
    }, LOOK_EVERY_MS);
  }

  #card(title, words, [label, act]) {
    const document = this.#host.ownerDocument;
    const card = document.createElement("div");
    card.className = "notice";
    const heading = document.createElement("h2");
    heading.textContent = title;
    const text = document.createElement("p");
    text.textContent = words;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    card.append(heading, text, button);
    this.#host.replaceChildren(card);
  }
}
