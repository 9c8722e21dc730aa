/**
 * The prerequisites of SCORM 1.2 parts: `&` and, `|` or, `~` not, `=` and `<>` a status, `n*{a,b,c}` at least n of a set,
 * brackets. Source: SCORM 1.2 CAM 2.3.2.5.1 (aicc_script).
 */

const TOKEN = /\s*(?:(\d+)\s*\*\s*\{([^{}]*)\}|(<>|[&|~=()])|"([^"]*)"|([^\s&|~=<>(){},"*]+))/y;
const STATUS = { p: "passed", c: "completed", f: "failed", i: "incomplete", b: "browsed", n: "not attempted" };

class Reader {
  #tokens = [];
  #at = 0;
  #statusOf;

  constructor(text, statusOf) {
    this.#statusOf = statusOf;
    TOKEN.lastIndex = 0;
    let end = 0;
    for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
      end = TOKEN.lastIndex;
      const [, count, set, sign, quoted, word] = found;
      if (count) this.#tokens.push({ kind: "set", count: Number(count), members: set.split(",").map((one) => one.trim()).filter(Boolean) });
      else if (sign) this.#tokens.push({ kind: sign });
      else this.#tokens.push({ kind: "word", text: quoted ?? word });
    }
    if (text.slice(end).trim()) throw new SyntaxError(`"${text.slice(end).trim()}" is not understood`);
  }

  read() {
    const value = this.#either();
    if (this.#at < this.#tokens.length) throw new SyntaxError("something is left over");
    return value;
  }

  #next(kind) {
    if (this.#tokens[this.#at]?.kind !== kind) return null;
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }

  #either() {
    let value = this.#both();
    while (this.#next("|")) value = this.#both() || value;
    return value;
  }

  #both() {
    let value = this.#one();
    while (this.#next("&")) value = this.#one() && value;
    return value;
  }

  #one() {
    if (this.#next("~")) return !this.#one();
    if (this.#next("(")) {
      const value = this.#either();
      if (!this.#next(")")) throw new SyntaxError("a bracket is not closed");
      return value;
    }
    const set = this.#next("set");
    if (set) return set.members.filter((member) => this.#done(member)).length >= set.count;
    const word = this.#next("word");
    if (!word) throw new SyntaxError("an identifier is missing");
    for (const sign of ["=", "<>"]) {
      if (!this.#next(sign)) continue;
      const other = this.#next("word");
      if (!other) throw new SyntaxError("a status is missing");
      return (this.#status(word.text) === (STATUS[other.text.toLowerCase()] ?? other.text.toLowerCase())) === (sign === "=");
    }
    return this.#done(word.text);
  }

  #status(name) {
    return this.#statusOf(name) ?? "not attempted";
  }

  #done(name) {
    return ["passed", "completed"].includes(this.#status(name));
  }
}

/**
 * Whether `text` holds. `statusOf(identifier)` gives a part's status, or undefined for one that is not there. Text that
 * cannot be read holds: systems that do not know the script let the learner in.
 */
export function prerequisitesMet(text, statusOf) {
  if (!text?.trim()) return true;
  try {
    return new Reader(text, statusOf).read();
  } catch {
    return true;
  }
}
