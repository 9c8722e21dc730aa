/**
 * The SCORM run-time of the page: our own `window.API` / `window.API_1484_11` in front of scorm-again.
 *
 * Ours because scorm-again's events carry no answers and its 1.2 object keeps bookmarks over a reset: every part gets
 * a new object, the façade calls through a variable. No call ever throws into the course.
 *
 * Hooks (all optional): onCall({ name, args, answer, errorCode, diagnostic, part, at }), onCommit(part, cmi, { ended }),
 * onChange(part, cmi), onTerminate(part, navigation), mayNavigate(request) -> boolean.
 */

const METHODS = {
  "1.2": {
    LMSInitialize: "lmsInitialize",
    LMSFinish: "lmsFinish",
    LMSGetValue: "lmsGetValue",
    LMSSetValue: "lmsSetValue",
    LMSCommit: "lmsCommit",
    LMSGetLastError: "lmsGetLastError",
    LMSGetErrorString: "lmsGetErrorString",
    LMSGetDiagnostic: "lmsGetDiagnostic",
  },
  2004: {
    Initialize: "lmsInitialize",
    Terminate: "lmsFinish",
    GetValue: "lmsGetValue",
    SetValue: "lmsSetValue",
    Commit: "lmsCommit",
    GetLastError: "lmsGetLastError",
    GetErrorString: "lmsGetErrorString",
    GetDiagnostic: "lmsGetDiagnostic",
  },
};
const ASKS_ABOUT_ERRORS = new Set(["lmsGetLastError", "lmsGetErrorString", "lmsGetDiagnostic"]);
const ANSWERS_TEXT = new Set(["lmsGetValue", ...ASKS_ABOUT_ERRORS]);
const NOT_INITIALIZED = { "1.2": "301", 2004: "122" };
const NAVIGATION_VALID = /^adl\.nav\.request_valid\.(continue|previous|choice\.\{target=(.+)\})$/;
const NAVIGATION_CHOICE = /^\{target=(.+)\}(choice|jump)$/;

/** "continue", "previous", "exitAll" …, or { choice: identifier }, from what a course stored in adl.nav.request. */
export function readNavigation(request) {
  if (!request || request === "_none_") return null;
  const choice = NAVIGATION_CHOICE.exec(request);
  return choice ? { choice: choice[1] } : request;
}

/** The run-time of one course: `api` goes on `window`, `load` starts a part, `unload` ends it. */
export class Runtime {
  #standard;
  #libraries;
  #hooks;
  #api = null;
  #part = null;
  #dirty = false;
  #navigation = null;

  /** `libraries`: { Scorm12API, Scorm2004API } of scorm-again. */
  constructor({ standard, libraries, hooks = {} }) {
    this.#standard = standard;
    this.#libraries = libraries;
    this.#hooks = hooks;
    this.api = standard === "1.2" ? {} : { version: "1.0" };
    for (const name of Object.keys(METHODS[standard])) {
      this.api[name] = (...args) => this.#call(name, args);
    }
  }

  /** The name under which courses look for the object. */
  get globalName() {
    return this.#standard === "1.2" ? "API" : "API_1484_11";
  }

  get initialized() {
    return Boolean(this.#api?.isInitialized());
  }

  get terminated() {
    return Boolean(this.#api?.isTerminated());
  }

  /** True once the part that is loaded has called Initialize, whatever came after. */
  get talked() {
    return Boolean(this.#api) && !this.#api.isNotInitialized();
  }

  /** Makes a new run-time object for `part`, filled with `data`. */
  load(part, data) {
    const Library = this.#standard === "1.2" ? this.#libraries.Scorm12API : this.#libraries.Scorm2004API;
    const api = new Library({
      lmsCommitUrl: "commit", // any text: without one scorm-again drops commits silently
      httpService: { processHttpRequest: (...call) => this.#commit(...call), updateSettings() {} },
      logLevel: 5,
      onLogMessage() {},
      autoCompleteLessonStatus: true, // SCORM 1.2 RTE 3.4.4: a part that reports no status is completed when it ends
      mastery_override: this.#standard === "1.2",
      accumulateSessionTimeOnTerminate: true,
    });
    for (const [element, value] of Object.entries(data)) {
      // one by one: a value of the manifest that is out of its range must not cost the others
      this.#guard(() => api.loadFromJSON({ [element]: value }, "cmi"));
    }
    api.lastErrorCode = "0";
    this.#api = api;
    this.#part = part;
    this.#dirty = false;
    this.#navigation = null;
  }

  /** Ends the part: one that did not terminate is terminated for it, so that nothing it stored is lost. */
  unload() {
    if (this.initialized) {
      this.#guard(() => this.#api.lmsFinish(""));
      this.#dirty = false;
    }
  }

  /** Commits what was stored and not committed; the page calls it when the window goes away. */
  rescue() {
    if (this.#dirty && this.initialized) this.#guard(() => this.#api.lmsCommit(""));
  }

  /** The run-time data as they stand, or null before the first part. */
  data() {
    return this.#guard(() => this.#api?.renderCMIToJSONObject().cmi ?? null) ?? null;
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
    this.#tell("onCommit", this.#part, params?.cmi ?? {}, { ended, trigger: meta?.trigger ?? "manual" });
    return { result: "true", errorCode: 0 };
  }

  #call(name, args) {
    const method = METHODS[this.#standard][name];
    const part = this.#part;
    const before = this.#api?.currentState;
    const answer = this.#answer(method, args);
    const asked = ASKS_ABOUT_ERRORS.has(method);
    const errorCode = asked ? "0" : String(this.#api?.lastErrorCode ?? NOT_INITIALIZED[this.#standard]);
    const diagnostic = errorCode === "0" ? "" : this.#diagnostic(errorCode);
    this.#tell("onCall", { name, args: args.map(String), answer, errorCode, diagnostic, part, at: Date.now() });
    if (answer === "true") this.#after(method, args, part, before);
    return answer;
  }

  /** The run-time's own words for an error; asking for them leaves the error as the course will read it. */
  #diagnostic(errorCode) {
    const api = this.#api;
    if (!api) return "";
    const words = this.#guard(() => api.lmsGetDiagnostic("") || api.lmsGetErrorString(errorCode));
    api.lastErrorCode = errorCode;
    return String(words ?? "");
  }

  #answer(method, args) {
    const api = this.#api;
    if (!api) return ANSWERS_TEXT.has(method) ? (method === "lmsGetLastError" ? NOT_INITIALIZED[this.#standard] : "") : "false";
    // GetValue of completion_status leaves the error of the call before in place: start clean
    if (!ASKS_ABOUT_ERRORS.has(method)) api.lastErrorCode = "0";
    if (method === "lmsFinish") this.#navigation = this.#requested();
    const valid = method === "lmsGetValue" && this.initialized ? this.#navigationValid(String(args[0])) : null;
    if (valid !== null) return valid;
    try {
      return String(api[method](...args) ?? "");
    } catch (problem) {
      api.lastErrorCode = "101";
      this.#tell("onProblem", problem);
      return ANSWERS_TEXT.has(method) ? "" : "false";
    }
  }

  #navigationValid(element) {
    const asked = this.#standard === "2004" ? NAVIGATION_VALID.exec(element) : null;
    if (!asked || !this.#hooks.mayNavigate) return null;
    return this.#tell("mayNavigate", asked[2] ? { choice: asked[2] } : asked[1]) ? "true" : "false";
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
