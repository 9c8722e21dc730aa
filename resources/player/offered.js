/** The run-time as the course finds it: a name of the page's window, and whether anybody ever looked there. */

export class Offered {
  #api = null;
  #looked = false;

  /** `onLook()` hears of the first look since `put`. */
  constructor(view, name, onLook) {
    const look = () => {
      if (!this.#looked && this.#api) {
        this.#looked = true;
        onLook();
      }
      return this.#api;
    };
    // a course that puts something in its place harms only itself, as in any LMS
    Object.defineProperty(view, name, { configurable: true, enumerable: true, get: look, set: (api) => { this.#api = api; } });
  }

  get looked() {
    return this.#looked;
  }

  /** The run-time of another part. */
  put(api) {
    this.#api = api;
    this.#looked = false;
  }
}
