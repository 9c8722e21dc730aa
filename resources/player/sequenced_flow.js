/** The way through a SCORM 2004 course with sequencing: scorm-again's activity tree decides, corrected by the standard. */

import { shownStatus } from "./attempt.js";
import { upwards } from "./sequencing_choice.js";
import { correct, drawAll } from "./sequencing_corrections.js";
import { LookAhead } from "./sequencing_preview.js";

const LONGEST_STATE = 1_500_000; // characters; the server takes 2 MiB
const ENDS = ["exitAll", "suspendAll", "abandonAll"];
const WITHOUT_DELIVERY = ["exit", "abandon"];
const DECIDES = /^(cmi\.(completion_status|success_status|progress_measure|exit|score\.|objectives\.)|adl\.nav)/;

/** The words of the pseudo code's exceptions that a learner or an author meets. Source: SCORM 2004 4th Ed. SN, Appendix C. */
const EXCEPTIONS = {
  "NB.2.1-5": "The manifest does not let the learner go on here (flow is off).",
  "NB.2.1-7": "The manifest does not let the learner go back here (flow is off).",
  "NB.2.1-8": "The manifest does not let the learner leave this part that way.",
  "NB.2.1-10": "The manifest does not let the learner choose this part (choice is off).",
  "SB.2.1-3": "There is nothing before this part.",
  "SB.2.1-4": "The manifest only lets the learner go forward here.",
  "SB.2.2-1": "The manifest does not lead into the next part (flow is off).",
  "SB.2.2-2": "The next part is disabled, or may not be tried again.",
  "SB.2.4-1": "A rule of the manifest stops the learner on the way to this part.",
  "SB.2.9-3": "A rule of the manifest hides this part from choice.",
  "SB.2.9-6": "The group of this part may not be entered by choice.",
  "SB.2.9-8": "Only the parts next to this group may be chosen from here.",
  "DB.1.1-3": "The part is disabled, or may not be tried again.",
};

/** What an exception of the sequencing means; the code itself where nobody meets it. */
export function exceptionWords(code) {
  return EXCEPTIONS[code] ?? (code ? `The sequencing rules of the manifest do not allow it (${code}).` : "");
}

function itemsById(items, found = new Map()) {
  for (const item of items) {
    found.set(item.id, item);
    itemsById(item.children ?? [], found);
  }
  return found;
}

/** One word for an activity's tracking. */
export function activityStatus(activity) {
  if (activity.objectiveSatisfiedStatusKnown) return activity.objectiveSatisfiedStatus ? "passed" : "failed";
  if (activity.completionStatus === "completed") return "completed";
  return activity.attemptCount > 0 ? "incomplete" : "not attempted";
}

export class SequencedFlow {
  #course;
  #items;
  #kept;
  #runtime;
  #look;
  #seen = new Map();
  #ended = null;
  #exception = null;
  #last = null;

  /** `kept`: the page's Map of records by part id; `runtime`: a Runtime made with the course's sequencing. */
  constructor({ course, kept, runtime }) {
    this.#course = course;
    this.#kept = kept;
    this.#runtime = runtime;
    this.#items = itemsById(course.items);
    this.parts = [...this.#items.values()].filter((item) => item.launch);
    const engine = runtime.engine;
    drawAll(correct(this.#overall));
    this.#look = new LookAhead(engine);
    engine.setSequencingEventListeners({
      onSequencingSessionEnd: ({ reason }) => { this.#ended = reason; },
      onSequencingError: (problem) => { this.#exception = String(problem); },
    });
  }

  get #overall() {
    return this.#runtime.engine.getSequencingService().getOverallSequencingProcess();
  }

  get #tree() {
    return this.#overall.activityTree;
  }

  /** Goes on where the kept state ends, or starts the course. */
  begin() {
    const engine = this.#runtime.engine;
    const state = this.#course.attempt?.sequencing?.state;
    const restored = typeof state?.engine === "string" && engine.deserializeSequencingState(this.#forThisExperience(state));
    const current = this.#tree.currentActivity;
    // the window went away while a part was open: it goes on as if it had been suspended
    if (restored && current?.isActive && !current.children.length) return this.#open(current, true);
    if (restored && this.#tree.suspendedActivity) {
      this.#tree.setCurrentActivityWithoutActivation(null);
      const outcome = this.#ask("resumeAll");
      if (outcome.part) return outcome;
    }
    this.#tree.setCurrentActivityWithoutActivation(null);
    // the window went away between two parts: the one that ended last is offered again, for the way on starts there
    const left = restored && current && !this.#wasEnded() ? this.#ask("choice", current.id) : { stay: true };
    if (left.part) return left;
    const started = this.#ask("start");
    return started.part ? started : this.#firstChoice(started);
  }

  /** After the open part has ended because the learner asked for `request`. */
  request(request) {
    if (this.#runtime.consumed) return this.#outcome(request);
    const [name, target] = this.#named(request);
    return this.#ask(name, target);
  }

  /** After the open part has ended by itself: scorm-again has handled what it asked for. */
  ended(navigation) {
    return this.#outcome(navigation);
  }

  may(request) {
    const [name, target] = this.#named(request);
    if (ENDS.includes(name) || WITHOUT_DELIVERY.includes(name)) return Boolean(this.#tree.currentActivity);
    if (name === "choice") return this.#choices().get(target)?.enabled ?? false;
    if (name === "jump") return Boolean(this.#tree.getActivity(target)?.isAvailable);
    return this.#remember(name, () => this.#look.request(name).allowed, false);
  }

  /** True when the course would be over after this part. */
  atEnd() {
    if (!this.may("continue")) return this.parts.length === 1;
    return Boolean(this.#remember("end", () => this.#look.request("continue").ended, null));
  }

  states() {
    const choices = this.#choices();
    const found = {};
    for (const [id, item] of this.#items) {
      const activity = this.#tree.getActivity(id);
      const choice = choices.get(id) ?? { enabled: false, hidden: false };
      found[id] = {
        status: activity ? this.#statusOf(activity, item) : "",
        score: activity?.objectiveMeasureStatus ? Math.round(activity.objectiveNormalizedMeasure * 1000) / 10 : this.#kept.get(id)?.score?.percent ?? null,
        enabled: choice.enabled,
        hidden: item.visible === false || choice.hidden,
      };
    }
    return found;
  }

  /** The course as its root activity has it; without a measure there the mean of the parts that report a score. */
  result() {
    const root = this.#tree.root;
    const states = this.states();
    const leaves = this.taken().filter((part) => states[part.id].status);
    const percents = leaves.map((part) => states[part.id].score).filter((score) => typeof score === "number");
    const mean = percents.length ? percents.reduce((sum, score) => sum + score, 0) / percents.length : null;
    const percent = root.objectiveMeasureStatus ? root.objectiveNormalizedMeasure * 100 : mean;
    return {
      status: activityStatus(root),
      percent: percent === null ? null : Math.round(percent * 10) / 10,
      done: leaves.filter((part) => ["passed", "completed"].includes(states[part.id].status)).length,
      parts: leaves.length,
    };
  }

  /** The parts of this visit: without those that a draw from a bank of tests has left out. */
  taken() {
    return this.parts.filter((part) => {
      const path = upwards(this.#tree.getActivity(part.id));
      return path.every((one) => !one.parent || (one.isAvailable && one.parent.getAvailableChildren().includes(one)));
    });
  }

  hiddenControls() {
    const current = this.#tree.currentActivity;
    return new Set(current?.hideLmsUi ?? []); // of the item itself: scorm-again would add those of all above it
  }

  /** The whole state as text; of a course with many hundred parts without what is only told twice. */
  serialise() {
    const text = this.#runtime.engine.serializeSequencingState();
    if (text.length <= LONGEST_STATE) return text;
    return JSON.stringify({ ...JSON.parse(text), suspensionState: undefined });
  }

  /** Something the open part has stored: predictions that rest on it are made anew. */
  changed(element) {
    if (!element || DECIDES.test(element)) this.#seen.clear();
  }

  #named(request) {
    if (request?.choice) return ["choice", request.choice];
    if (request?.jump) return ["jump", request.jump];
    return [request, null];
  }

  #remember(key, find, otherwise) {
    if (!this.#seen.has(key)) {
      try {
        this.#seen.set(key, find());
      } catch {
        this.#seen.set(key, otherwise); // a prediction must not cost the course its answer
      }
    }
    return this.#seen.get(key);
  }

  #choices() {
    return this.#remember("choices", () => this.#look.choices(), new Map());
  }

  #ask(name, target = null) {
    this.#ended = null;
    this.#exception = null;
    this.#runtime.engine.processNavigationRequest(name, target ?? undefined);
    return this.#outcome(name);
  }

  #outcome(request) {
    this.#seen.clear();
    const why = this.#exception ?? "";
    const ended = this.#ended;
    this.#ended = null;
    this.#exception = null;
    if (ended) return { end: ENDS.includes(request) ? request : "exitAll", why: ended };
    const current = this.#tree.currentActivity;
    // refused before the part had ended: the learner is back in it, and so are its data
    const back = Boolean(why) && current?.id === this.#last;
    if (current?.isActive && !current.children.length) return this.#open(current, back || current.deliveryWasResumed === true);
    return { stay: true, why };
  }

  #open(activity, resumed) {
    this.#last = activity.id;
    const part = this.#items.get(activity.id);
    return part ? { part, resumed } : { stay: true, why: "" };
  }

  #wasEnded() {
    return Boolean(this.#course.attempt?.sequencing?.state?.ended);
  }

  /** Where the start leads nowhere (no flow at the top), the first part that may be chosen. Source: SN 4.2.3.2. */
  #firstChoice(started) {
    const choices = this.#choices();
    for (const part of this.parts) {
      if (!choices.get(part.id)?.enabled || part.visible === false) continue;
      const outcome = this.#ask("choice", part.id);
      if (outcome.part) return outcome;
    }
    return started;
  }

  /** A new experience of the course begins with empty objectives and data where the manifest keeps them to one. */
  #forThisExperience({ engine: text, ended }) {
    if (!ended) return text;
    try {
      const state = JSON.parse(text);
      if (this.#course.objectives_global_to_system === false) {
        state.globalObjectives = [];
        state.globalObjectiveMap = {};
        if (state.sequencing) state.sequencing.globalObjectiveMap = {};
      }
      if (this.#course.shared_data_global_to_system === false) state.sharedData = {};
      return JSON.stringify(state);
    } catch {
      return text;
    }
  }

  #statusOf(activity, item) {
    if (activity.isActive && item.launch) return shownStatus(this.#kept.get(item.id)) === "not attempted" ? "incomplete" : shownStatus(this.#kept.get(item.id));
    return activityStatus(activity);
  }
}
