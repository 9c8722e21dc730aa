/**
 * How one LMS differs from the next, applied to the calls of a course before and after scorm-again sees them.
 *
 * A profile, as the server hands it over in `course.profile` (all fields optional):
 *   on_too_long  "refuse" (the standard's code) | "truncate" (keeps the beginning, answers true) | "accept"
 *   vocabulary   "exact" | "any-case" (“ Completed” is taken for “completed”)
 *   limits       element → characters, where they differ from LIMITS below
 *   window       "frame" | "popup"      sequencing  false: a list of parts, whatever the manifest says
 *   quirks       [{ what: "refuse-value", element, value, error }, { what: "error-code", act, from, to }]
 * Without a profile nothing is changed: scorm-again decides.
 */

/** What the standards guarantee, in characters. SCORM 1.2 RTE 3.4; SCORM 2004 RTE 4.2 (4,000 up to the 2nd Edition). */
const LIMITS = {
  "1.2": { "cmi.suspend_data": 4096, "cmi.core.lesson_location": 255, "cmi.comments": 4096 },
  2004: { "cmi.suspend_data": 64_000, "cmi.location": 1000 },
};
const EARLY = { "cmi.suspend_data": 4000 };
const TOO_LONG = { "1.2": "405", 2004: "406" };
const VOCABULARY = /(^cmi\.core\.(lesson_status|exit)|^cmi\.(completion_status|success_status|exit)|^cmi\.(interactions|objectives)\.\d+\.(status|type|result|completion_status|success_status))$/;

export class Profile {
  #standard;
  #told;
  #limits;
  #quirks;

  /** `edition`: "2nd", "3rd", "4th" or "". */
  constructor(profile, standard, edition = "") {
    this.#standard = standard;
    this.#told = profile ?? null;
    const guaranteed = { ...LIMITS[standard], ...(standard === "2004" && edition === "2nd" ? EARLY : {}) };
    this.#limits = { ...guaranteed, ...(profile?.limits ?? {}) };
    this.#quirks = profile?.quirks ?? [];
  }

  get popup() {
    return this.#told?.window === "popup";
  }

  get sequencing() {
    return this.#told?.sequencing !== false;
  }

  /** Values are taken as they are written, and only those. */
  get exact() {
    return this.#told?.vocabulary !== "any-case";
  }

  /** How many characters of suspend data this system keeps. */
  get suspendDataLimit() {
    return this.#limits["cmi.suspend_data"];
  }

  /** What becomes of a SetValue: { value }, { value, accept: true } (kept even if scorm-again would not), or { error }. */
  store(element, value) {
    if (!this.#told || value === undefined || value === null) return { value };
    let text = String(value);
    if (this.#told.vocabulary === "any-case" && VOCABULARY.test(element)) text = text.trim().toLowerCase();
    const refusal = this.#quirks.find((quirk) => quirk.what === "refuse-value" && quirk.element === element && quirk.value === text);
    if (refusal) return { error: String(refusal.error) };
    const limit = this.#limits[element];
    if (!limit || text.length <= (LIMITS[this.#standard][element] ?? limit)) {
      return limit && text.length > limit ? this.#tooLong(text, limit) : { value: text };
    }
    return text.length <= limit ? { value: text, accept: true } : this.#tooLong(text, limit);
  }

  /** The code this system would give where the standard gives `code`; `act` is "GetValue", "SetValue" … */
  code(act, code) {
    if (code === "0" || !this.#quirks.length) return code;
    return this.#quirks.find((quirk) => quirk.what === "error-code" && quirk.act === act && quirk.from === code)?.to ?? code;
  }

  #tooLong(text, limit) {
    if (this.#told.on_too_long === "truncate") return { value: text.slice(0, limit) };
    if (this.#told.on_too_long === "accept") return { value: text, accept: true };
    return { error: TOO_LONG[this.#standard] };
  }
}
