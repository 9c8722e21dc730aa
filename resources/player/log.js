/**
 * Tells the preview what a course says to its run-time: every call, gathered for a quarter of a second.
 *
 * A course may call a hundred thousand times a second: beyond a rate calls are only counted, and a record says how many.
 * The place in the course's script comes from the stack; it is taken for what was refused or stored, and read only when
 * the batch goes out. Nothing here knows the page: the tests run it in Node.
 */

export const EVERY_MS = 250;
export const MOST_IN_A_BATCH = 1000;
/** So many calls of a batch pay for their place in the script, and every refused one. */
const MOST_PLACES = 20;
/** Longer texts are cut; `lengths` tells how long they were. */
export const LONGEST_TEXT = 70_000;
const MOST_CHARACTERS = 300_000; // in one request: the server takes 2 MiB, and a character may need six bytes
const FRAME = /(?:\(|at |@)((?:https?|blob|data|file)[^\s()]*):(\d+):(\d+)\)?$/;
const STORES = /SetValue$/;

/** Where in the course a call came from: { url, line, column } of the first frame that is not ours, or null. */
export function readPlace(stack, origin) {
  for (const line of String(stack).split("\n")) {
    const found = FRAME.exec(line.trim());
    // ours are the page, whose scripts are within it, and what lies below `__ac/`
    if (!found || found[1].startsWith(`${origin}__ac/`) || found[1].split(/[?#]/)[0] === origin) continue;
    const url = found[1].startsWith(origin) ? found[1].slice(origin.length) : found[1];
    return { url: url.slice(0, 1000), line: Number(found[2]), column: Number(found[3]) };
  }
  return null;
}

/** Gathers calls; `send(batch)` receives { calls: […] }. */
export class CallLog {
  #send;
  #origin;
  #begun;
  #later;
  #calls = [];
  #count = 0;
  #dropped = null;
  #places = 0;
  #timer = null;

  /** `origin`: the address below which the page's own `__ac/` and the course's `pkg/` stand; the rest for tests. */
  constructor({ send, origin, now = () => Date.now(), later = (act, ms) => setTimeout(act, ms) }) {
    this.#send = send;
    this.#origin = origin;
    this.#later = later;
    this.#begun = now();
  }

  /** One call of the façade: { name, args, answer, errorCode, diagnostic, part, at }. Called from within it. */
  add({ name, args, answer, errorCode, diagnostic = "", part, at }) {
    this.#count += 1;
    if (this.#timer === null) this.#timer = this.#later(() => this.flush(), EVERY_MS);
    if (this.#calls.length >= MOST_IN_A_BATCH) {
      this.#dropped ??= { n: this.#count, at, ms: at - this.#begun, part: part?.id ?? "", name: "", dropped: 0 };
      this.#dropped.dropped += 1;
      return;
    }
    const told = errorCode !== "0" || (this.#places < MOST_PLACES && STORES.test(name));
    if (told) this.#places += 1;
    const long = args.some((text) => text.length > LONGEST_TEXT);
    this.#calls.push({
      n: this.#count,
      at,
      ms: at - this.#begun,
      part: part?.id ?? "",
      name,
      args: long ? args.map((text) => text.slice(0, LONGEST_TEXT)) : args,
      ...(long && { lengths: args.map((text) => text.length) }),
      answer: answer.slice(0, LONGEST_TEXT),
      error: errorCode,
      diagnostic,
      trace: told ? new Error() : null,
    });
  }

  /** Sends what is gathered; also before the window goes away. */
  flush() {
    this.#timer = null;
    const calls = this.#dropped ? [...this.#calls, this.#dropped] : this.#calls;
    this.#calls = [];
    this.#dropped = null;
    this.#places = 0;
    let batch = [];
    let characters = 0;
    for (const { trace = null, ...call } of calls) {
      if (trace !== null) call.where = readPlace(trace.stack, this.#origin); // a stack becomes text when it is asked for
      const size = (call.args ?? []).reduce((sum, text) => sum + text.length, 200 + (call.answer?.length ?? 0));
      if (batch.length && characters + size > MOST_CHARACTERS) {
        this.#send({ calls: batch });
        batch = [];
        characters = 0;
      }
      batch.push(call);
      characters += size;
    }
    if (batch.length) this.#send({ calls: batch });
  }
}
