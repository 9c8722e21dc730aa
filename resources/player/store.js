/**
 * Sends what a course stores to the server: in order, one at a time, again after a failure, and at once when the
 * window goes away.
 *
 * From the page and never from the course's frame: a synchronous request is refused while a frame unloads, and
 * sendBeacon refuses more than 64 kB (both lose the last commit).
 */

const KEEPALIVE_LIMIT_BYTES = 60_000; // browsers share 64 KiB among all requests that outlive the page
const RETRY_WAITS_MS = [500, 1000, 2000, 5000, 10_000];

export class Store {
  #base;
  #fetch;
  #wait;
  #waiting = [];
  #draining = null;
  #leaving = false;
  #keptAlive = 0;
  #lastNumber = 0;
  #refused = false;
  #most;
  #view = null;

  /**
   * `base`: the folder of the calls, relative to the page. `onTrouble(kind)` hears "offline", "refused" or null (well
   * again); with more than `most` waiting the oldest go; `fetch` and `wait(ms)` are given by tests.
   */
  constructor({ base = "__ac/", most = Infinity, view = null, fetch: fetcher, wait, onTrouble = () => {} } = {}) {
    this.#base = base;
    this.#most = most;
    this.#view = view;
    this.#fetch = fetcher ?? ((...call) => globalThis.fetch(...call));
    this.#wait = wait ?? ((ms) => new Promise((done) => setTimeout(done, ms)));
    this.onTrouble = onTrouble;
  }

  /**
   * The course as the server describes it: `inside`, the text of that within the page, or asked for. Throws an Error
   * whose message can be shown.
   */
  async course(inside = null) {
    if (inside !== null) return this.#described(JSON.parse(inside));
    const answer = await this.#fetch(`${this.#base}course`, { cache: "no-store" });
    if (!answer.ok) throw new Error((await answer.text()) || `The server answered ${answer.status}.`);
    return this.#described(await answer.json());
  }

  #described(course) {
    this.#view = course.view ?? null; // where an attempt can be open twice, each page of it has a number
    return course;
  }

  /** A number for the next record: higher than every one before, also than those of an earlier visit. */
  number(known = 0) {
    this.#lastNumber = Math.max(this.#lastNumber + 1, known + 1, Date.now());
    return this.#lastNumber;
  }

  /** Puts one call into the queue; a waiting call with the same `key` is replaced by this newer one. */
  push(path, body, key = null) {
    const job = { path, text: JSON.stringify(body), key };
    if (this.#leaving) {
      this.#sendLeaving(job);
      return;
    }
    const same = key === null ? -1 : this.#waiting.findIndex((other, index) => other.key === key && !(index === 0 && other.sent));
    if (same >= 0) this.#waiting[same] = job;
    else this.#waiting.push(job);
    if (this.#waiting.length > this.#most) this.#waiting.splice(this.#waiting[0].sent ? 1 : 0, 1);
    this.#draining ??= this.#drain();
  }

  /** Resolves to true when nothing waits any more, to false when that takes longer than `within_ms` (null: no limit). */
  async settled(within_ms = 8000) {
    if (!this.#draining) return true;
    const done = this.#draining.then(() => true);
    return within_ms === null ? done : Promise.race([done, this.#wait(within_ms).then(() => false)]);
  }

  /** True when the server has refused the latest record: repeating it would not help. */
  get refused() {
    return this.#refused;
  }

  get pending() {
    return this.#waiting.length;
  }

  /** The window goes away: what waits is sent now, all at once; each record's number keeps the order. */
  leave() {
    this.#leaving = true;
    for (const job of this.#waiting) this.#sendLeaving(job);
  }

  /** The window came back (from the browser's cache of pages). */
  stay() {
    this.#leaving = false;
    this.#keptAlive = 0;
  }

  #sendLeaving(job) {
    const size = job.text.length * 2;
    const keepalive = this.#keptAlive + size <= KEEPALIVE_LIMIT_BYTES;
    if (keepalive) this.#keptAlive += size;
    this.#post(job, keepalive).catch(() => {});
  }

  #post(job, keepalive = false) {
    return this.#fetch(this.#base + job.path + (this.#view === null ? "" : `?view=${this.#view}`), {
      method: "POST",
      body: job.text,
      headers: { "Content-Type": "application/json" },
      keepalive,
    });
  }

  async #drain() {
    let failures = 0;
    while (this.#waiting.length) {
      const job = this.#waiting[0];
      job.sent = true;
      const outcome = await this.#attempt(job);
      if (outcome === "again") {
        job.sent = false; // a newer record of the same part may take its place while we wait
        this.onTrouble("offline");
        await this.#wait(RETRY_WAITS_MS[Math.min(failures, RETRY_WAITS_MS.length - 1)]);
        failures += 1;
        continue;
      }
      failures = 0;
      this.#waiting.shift();
      this.#refused = outcome === "refused";
      this.onTrouble(this.#refused ? "refused" : null);
    }
    this.#draining = null;
  }

  async #attempt(job) {
    try {
      const answer = await this.#post(job);
      if (answer.ok) return "sent";
      return answer.status >= 500 || answer.status === 429 ? "again" : "refused";
    } catch {
      return "again";
    }
  }
}
