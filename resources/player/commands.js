/** What the preview's window asks of the page: a stream of events, of which each names one of the page's acts. */

/**
 * Listens until the view is over. `acts`: name → function(facts), among them `superseded`, which ends the listening: the
 * attempt was opened again elsewhere. A name that is not there is passed over. `done(number)` hears of each command that
 * was done, when its act is over: until then it is asked again of the page that follows this one. `open(url)` is given by
 * tests.
 */
export class Commands {
  #source;

  constructor({ base = "__ac/", view, acts, done = () => {}, open = (url) => new EventSource(url) }) {
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
      const over = Object.hasOwn(acts, name) ? acts[name](facts) : null;
      const number = Number(event.lastEventId);
      if (number && name !== "superseded") Promise.resolve(over).then(() => done(number), () => done(number));
    };
  }

  close() {
    this.#source.close();
  }
}
