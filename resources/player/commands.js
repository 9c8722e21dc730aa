/** What the preview's window asks of the page: a stream of events, of which each names one of the page's acts. */

/**
 * Listens until the view is over. `acts`: name → function(facts), among them `superseded`, which ends the listening: the
 * attempt was opened again elsewhere. A name that is not there is passed over. `open(url)` is given by tests.
 */
export class Commands {
  #source;

  constructor({ base = "__ac/", view, acts, open = (url) => new EventSource(url) }) {
    this.#source = open(`${base}commands?view=${view}`);
    this.#source.onmessage = (event) => {
      let told;
      try {
        told = JSON.parse(event.data);
      } catch {
        return;
      }
      const { name, ...facts } = told;
      if (name === "superseded") this.close();
      if (Object.hasOwn(acts, name)) acts[name](facts);
    };
  }

  close() {
    this.#source.close();
  }
}
