/**
 * The SCORM run-time of the page: our own `window.API` / `window.API_1484_11` in front of scorm-again.
 *
 * Ours because scorm-again's events carry no answers and its 1.2 object keeps bookmarks over a reset: every part gets
 * a new object, and so does every façade: what an old window of a part that is over still says is refused and told,
 * and never lands in the next part. With sequencing scorm-again's object stays, for it holds the activity tree. No call
 * ever throws into the course.
 *
 * Hooks (all optional): onCall({ name, args, answer, errorCode, diagnostic, part, at }), onCommit(part, cmi, { ended }),
 * onChange(part, cmi, element), onTerminate(part, navigation), mayNavigate(request) -> boolean.
 */

import { Facade } from "./facade.js";
import { Profile } from "./profile.js";

const NO_VALUE = "201"; // SCORM 1.2 RTE 3.3.2, SCORM 2004 RTE 3.1.7: an argument that is no text
const NAVIGATION_VALID = /^adl\.nav\.request_valid\.(continue|previous|(choice|jump)\.\{target=(.+)\})$/;
const NAVIGATION_CHOICE = /^\{target=(.+)\}(choice|jump)$/;

/** "continue", "previous", "exitAll" …, or { choice: identifier }, from what a course stored in adl.nav.request. */
export function readNavigation(request) {
  if (!request || request === "_none_") return null;
  const choice = NAVIGATION_CHOICE.exec(request);
  if (!choice) return request;
  return choice[2] === "jump" ? { jump: choice[1] } : { choice: choice[1] };
}

/** The other way round: what `adl.nav.request` would hold. */
export function navigationText(request) {
  if (typeof request !== "object") return request;
  return request.jump ? `{target=${request.jump}}jump` : `{target=${request.choice}}choice`;
}

/** The run-time of one course: `api` goes on `window` after each `load`, which starts a part; `unload` ends it. */
export class Runtime {
  #standard;
  #libraries;
  #hooks;
  #profile;
  #sequencing;
  #api = null;
  #session = null;
  #dirty = false;
  #navigation = null;
  #expected = null;
  #consumed = false;

  /**
   * `libraries`: { Scorm12API, Scorm2004API } of scorm-again; `sequencing`: its setting of that name, or null;
   * `profile`: a Profile.
   */
  constructor({ standard, libraries, hooks = {}, sequencing = null, profile = null }) {
    this.#standard = standard;
    this.#libraries = libraries;
    this.#hooks = hooks;
    this.#profile = profile ?? new Profile(null, standard);
    this.#sequencing = standard === "2004" ? sequencing : null;
    if (this.#sequencing) this.#api = this.#make();
    this.api = this.#facade(null);
  }

  /** The name under which courses look for the object. */
  get globalName() {
    return this.#standard === "1.2" ? "API" : "API_1484_11";
  }

  /** scorm-again's own object; with sequencing it is there from the start. */
  get engine() {
    return this.#api;
  }

  get initialized() {
    return Boolean(this.#api?.isInitialized());
  }

  /** True once the part that is loaded has called Initialize, whatever came after. */
  get talked() {
    return Boolean(this.#api) && !this.#api.isNotInitialized();
  }

  /** True when the request that was expected has been handled while the part ended. */
  get consumed() {
    return this.#consumed;
  }

  /** Makes a run-time object for `part`, filled with `data`; `api` is a new one. */
  load(part, data) {
    if (this.#sequencing) this.#api.reset(undefined, { preserveListeners: true, resetTotalTime: true });
    else this.#api = this.#make();
    const api = this.#api;
    for (const [element, value] of Object.entries(data)) {
      if (this.#sequencing && value === "") continue; // the activity tree has filled in what the manifest says
      // one by one: a value of the manifest that is out of its range must not cost the others
      this.#guard(() => api.loadFromJSON({ [element]: value }, "cmi"));
    }
    api.lastErrorCode = "0";
    this.api = this.#facade(part);
    this.#dirty = false;
    this.#navigation = null;
    this.#expected = null;
    this.#consumed = false;
  }

  /** What the learner asked for: it goes before what the part asks for when it ends. Source: SCORM 2004 RTE 4.4.1. */
  expect(request) {
    this.#expected = request;
    this.#consumed = false;
  }

  /** Ends the part: one that did not terminate is terminated for it, so that nothing it stored is lost. */
  unload() {
    if (this.initialized) {
      this.#guard(() => this.#finish([""]));
      this.#dirty = false;
    }
  }

  /** Ends what the part may say: its windows are answered as those of a part that is over. */
  close() {
    this.#session = null;
  }

  /** Commits what was stored and not committed; the page calls it when the window goes away. */
  rescue() {
    if (this.#dirty && this.initialized) this.#guard(() => this.#api.lmsCommit(""));
  }

  /** Stores a value for the part, as the part itself would; true when it was taken. */
  set(element, value) {
    return this.initialized && this.#guard(() => this.#api.lmsSetValue(element, value)) === "true";
  }

  /** The run-time data as they stand, or null before the first part. */
  data() {
    return this.#guard(() => this.#api?.renderCMIToJSONObject().cmi ?? null) ?? null;
  }

  #make() {
    const Library = this.#standard === "1.2" ? this.#libraries.Scorm12API : this.#libraries.Scorm2004API;
    return new Library({
      lmsCommitUrl: "commit", // any text: without one scorm-again drops commits silently
      httpService: { processHttpRequest: (...call) => this.#commit(...call), updateSettings() {} },
      logLevel: 5,
      onLogMessage() {},
      autoCompleteLessonStatus: true, // SCORM 1.2 RTE 3.4.4: a part that reports no status is completed when it ends
      mastery_override: this.#standard === "1.2",
      accumulateSessionTimeOnTerminate: true,
      ...(this.#sequencing ? { sequencing: { logLevel: "error", ...this.#sequencing } } : {}),
    });
  }

  #facade(part) {
    const facade = new Facade({
      standard: this.#standard,
      profile: this.#profile,
      part,
      engine: () => this.#api,
      isLive: () => facade === this.#session,
      acts: {
        finish: (args) => this.#finish(args),
        store: (args) => this.#store(args),
        navigationValid: (element) => this.#navigationValid(element),
        after: (method, args, before) => this.#after(method, args, part, before),
      },
      tell: (hook, ...facts) => this.#tell(hook, ...facts),
    });
    this.#session = facade;
    return facade.api;
  }

  #guard(act) {
    try {
      return act();
    } catch (problem) {
      this.#tell("onProblem", problem);
      return undefined;
    }
  }

  #tell(hook, ...facts) {
    try {
      return this.#hooks[hook]?.(...facts);
    } catch {
      return undefined; // a mistake of the page must never reach the course
    }
  }

  #commit(_url, params, _immediate, _log, _listeners, meta) {
    this.#dirty = false;
    const ended = Boolean(meta?.isTerminateCommit);
    // with sequencing the commit's own statuses are those of the whole course
    const cmi = params?.runtimeData?.cmi ?? params?.cmi ?? {};
    this.#tell("onCommit", this.#session?.part, cmi, { ended, trigger: meta?.trigger ?? "manual" });
    return { result: "true", errorCode: 0 };
  }

  #store(args) {
    if (args[1] === undefined && this.#profile.exact) {
      this.#api.lastErrorCode = NO_VALUE; // scorm-again would answer true and store nothing
      return "false";
    }
    const told = this.#profile.store(String(args[0]), args[1]);
    if (told.error) {
      this.#api.lastErrorCode = told.error;
      return "false";
    }
    const answer = String(this.#api.lmsSetValue(args[0], args.length > 1 ? told.value : undefined));
    if (answer === "true" || !told.accept) return answer;
    return this.#keepLong(String(args[0]), told.value) ? "true" : answer;
  }

  /** Puts a text where scorm-again's own limit would not let it: only for systems that are known to take it. */
  #keepLong(element, text) {
    const names = element.split(".").slice(1);
    const last = `_${names.pop()}`;
    const holder = names.reduce((object, name) => object?.[name], this.#api.cmi);
    if (!holder || !(last in holder)) return false;
    holder[last] = text;
    this.#api.lastErrorCode = "0";
    return true;
  }

  #finish(args) {
    this.#navigation = this.#requested();
    const before = this.#api.currentState;
    const expected = this.#expected;
    let said = false;
    if (this.#sequencing && expected && this.initialized) {
      const text = navigationText(expected);
      this.#guard(() => { this.#api.adl.nav.request = text; });
      said = this.#api.adl.nav.request === text;
      this.#api.lastErrorCode = "0";
      if (!said) this.#guard(() => { this.#api.adl.nav.request = "_none_"; });
    }
    const answer = String(this.#api.lmsFinish(...args) ?? "");
    if (before !== this.#api.currentState) {
      this.#consumed = said;
      if (expected) this.#navigation = expected;
    }
    return answer;
  }

  #navigationValid(element) {
    const asked = this.#standard === "2004" ? NAVIGATION_VALID.exec(element) : null;
    if (!asked || !this.#hooks.mayNavigate) return null;
    const request = asked[3] ? { [asked[2]]: asked[3] } : asked[1];
    return this.#tell("mayNavigate", request) ? "true" : "false";
  }

  #requested() {
    if (this.#standard === "1.2") return this.#api.nav?.event || null;
    return readNavigation(this.#api.adl?.nav?.request);
  }

  #after(method, args, part, before) {
    if (method === "lmsSetValue") this.#dirty = true;
    if (method === "lmsInitialize" && this.#standard === "1.2" && this.#api.cmi.core.lesson_status === "not attempted") {
      this.#api.statusSetByModule = false; // scorm-again takes its own preset for a status the course has set
    }
    if (method === "lmsInitialize" || method === "lmsSetValue") this.#tell("onChange", part, () => this.data(), args[0]);
    if (method === "lmsFinish" && before !== this.#api.currentState) {
      this.#dirty = false;
      this.#tell("onTerminate", part, this.#navigation);
    }
  }
}
