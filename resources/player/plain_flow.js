/**
 * The way through a course without sequencing: SCORM 1.2, and SCORM 2004 that is a plain list of parts.
 *
 * A *flow* (this one and `sequenced_flow.js`) answers with outcomes: { part, resumed } to open, { end: why } when the
 * visit is over, or { stay: true, why } when nothing follows by itself.
 */

import { courseResult, isDone, shownStatus } from "./attempt.js";
import { firstPart, launchable, neighbours } from "./contents.js";
import { prerequisitesMet } from "./prerequisites.js";

const ENDS = ["exitAll", "suspendAll", "abandonAll"];

function everyItem(items, found = []) {
  for (const item of items) {
    found.push(item);
    everyItem(item.children ?? [], found);
  }
  return found;
}

export class PlainFlow {
  #course;
  #kept;
  #current = null;
  #autoAdvance;

  /** `kept`: the page's Map of records by part id. */
  constructor({ course, kept, autoAdvance = false }) {
    this.#course = course;
    this.#kept = kept;
    this.#autoAdvance = autoAdvance;
    this.parts = launchable(course.items);
  }

  begin() {
    const open = this.parts.filter((part) => this.#open(part));
    const part = firstPart(open.length ? open : this.parts, this.#course.attempt);
    return part ? this.#to(part) : { stay: true, why: "" };
  }

  /** After the open part has ended because the learner asked for `request`. */
  request(request) {
    if (ENDS.includes(request)) return { end: request };
    const target = this.#target(request);
    return target ? this.#to(target) : { stay: true, why: "" };
  }

  /** After the open part has ended by itself. */
  ended(navigation) {
    if (navigation) {
      const outcome = this.request(navigation);
      if (!outcome.stay) return outcome;
    }
    const next = this.#target("continue");
    if (this.#autoAdvance && next && this.#course.standard === "1.2") return this.#to(next);
    return { stay: true, why: "" };
  }

  may(request) {
    return ENDS.includes(request) ? true : Boolean(this.#target(request));
  }

  /** True when nothing follows the part that is or was open. */
  atEnd() {
    return !this.#target("continue");
  }

  /** Id → { status, score, enabled, hidden } for every item. */
  states() {
    const found = {};
    for (const item of everyItem(this.#course.items)) {
      const kept = this.#kept.get(item.id);
      found[item.id] = {
        status: item.launch ? shownStatus(kept) : this.#groupStatus(item),
        score: kept?.score?.percent ?? null,
        enabled: Boolean(item.launch) && this.#open(item),
        hidden: item.visible === false && !this.parts.includes(item),
      };
    }
    return found;
  }

  /** The parts of this visit: all of them. */
  taken() {
    return this.parts;
  }

  result() {
    return courseResult(this.parts, (id) => this.#kept.get(id));
  }

  /** What of the LMS's own controls the open part wants hidden. */
  hiddenControls() {
    return new Set();
  }

  /** How a visit is kept, or null when there is nothing beside the records of the parts. */
  serialise() {
    return null;
  }

  changed() {}

  #to(part) {
    this.#current = part;
    return { part, resumed: this.#course.standard === "1.2" || this.#kept.get(part.id)?.exit === "suspend" };
  }

  #open(part) {
    return prerequisitesMet(part.prerequisites, (id) => {
      if (!everyItem(this.#course.items).some((item) => item.id === id)) return undefined;
      return this.#statusOf(id);
    });
  }

  #groupStatus(item) {
    const parts = everyItem(item.children ?? []).filter((one) => one.launch);
    return parts.length ? courseResult(parts, (id) => this.#kept.get(id)).status : "";
  }

  // a group is what its parts are together
  #statusOf(id) {
    const item = everyItem(this.#course.items).find((one) => one.id === id);
    if (item.launch) return shownStatus(this.#kept.get(id));
    const parts = everyItem(item.children ?? []).filter((one) => one.launch);
    return parts.length && parts.every((part) => isDone(shownStatus(this.#kept.get(part.id)))) ? "completed" : "incomplete";
  }

  #target(request) {
    if (!this.#current) return request?.choice ? this.#choice(request.choice) : null;
    const open = this.parts.filter((part) => part === this.#current || this.#open(part));
    const { previous, next } = neighbours(open, this.#current.id);
    if (request === "continue") return next;
    if (request === "previous") return previous;
    if (request?.choice || request?.jump) return this.#choice(request.choice ?? request.jump);
    return null;
  }

  #choice(id) {
    const part = this.parts.find((one) => one.id === id);
    return part && this.#open(part) ? part : null;
  }
}
