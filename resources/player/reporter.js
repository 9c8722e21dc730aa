/** Tells a preview's window how parts, buttons and data stand: a little later, once for all that changed. */

const EVERY_MS = 250;
const LONGEST_DATA = 1_500_000; // characters; the server takes 2 MiB

export class Reporter {
  #store;
  #read;
  #later;
  #waiting = false;

  /** `store` takes "structure" and "data"; `read()` gives { items, current, may, looked, part, cmi }; `later` is given by tests. */
  constructor({ store, read, later = (act, ms) => setTimeout(act, ms) }) {
    this.#store = store;
    this.#read = read;
    this.#later = later;
  }

  /** Something changed. */
  soon() {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#later(() => this.#waiting && this.now(), EVERY_MS);
  }

  now() {
    this.#waiting = false;
    const { items, current, may, looked, part, cmi } = this.#read();
    this.#store.push("structure", { items, current, may, looked }, "structure");
    if (!part || !cmi) return;
    const told = JSON.stringify(cmi).length > LONGEST_DATA ? { suspend_data: String(cmi.suspend_data ?? "").slice(0, LONGEST_DATA) } : cmi;
    this.#store.push("data", { part, cmi: told }, "data");
  }
}
