/**
 * What a part of a course finds as `window.API` or `window.API_1484_11`: answers every call, tells it, and never throws.
 *
 * One for each part, so that a window that outlives its part is answered as one whose part is over.
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
// what a system answers to a part that is over: after Initialize, GetValue, SetValue, Commit and Terminate
const OVER = {
  "1.2": { lmsInitialize: "101", lmsGetValue: "301", lmsSetValue: "301", lmsCommit: "301", lmsFinish: "301" },
  2004: { lmsInitialize: "104", lmsGetValue: "123", lmsSetValue: "133", lmsCommit: "143", lmsFinish: "113" },
};
const ACTS = { lmsInitialize: "Initialize", lmsFinish: "Terminate", lmsGetValue: "GetValue", lmsSetValue: "SetValue", lmsCommit: "Commit" };

/** The argument as a text, whatever the course hands over. */
function text(argument) {
  try {
    return String(argument);
  } catch {
    return Object.prototype.toString.call(argument);
  }
}

export class Facade {
  #standard;
  #profile;
  #engine;
  #isLive;
  #acts;
  #tell;
  #last = "0";

  /**
   * `engine()`: scorm-again's object or null; `isLive()`: false once the part is over; `tell`: the page's hooks;
   * `acts`: { finish(args), store(args), navigationValid(element), after(method, args, state before) } of the run-time.
   */
  constructor({ standard, profile, part, engine, isLive, acts, tell }) {
    this.#standard = standard;
    this.#profile = profile;
    this.#engine = engine;
    this.#isLive = isLive;
    this.#acts = acts;
    this.#tell = tell;
    this.part = part;
    /** the object for `window` */
    this.api = standard === "1.2" ? {} : { version: "1.0" };
    for (const [name, method] of Object.entries(METHODS[standard])) this.api[name] = (...args) => this.#call(name, method, args);
  }

  #call(name, method, args) {
    const engine = this.#engine();
    const before = engine?.currentState;
    const live = this.#isLive();
    const answer = live ? this.#answer(engine, method, args) : this.#over(method);
    const asked = ASKS_ABOUT_ERRORS.has(method);
    const code = live ? String(engine?.lastErrorCode ?? NOT_INITIALIZED[this.#standard]) : this.#last;
    const errorCode = asked ? "0" : this.#profile.code(ACTS[method], code);
    if (live && engine && !asked && errorCode !== code) engine.lastErrorCode = errorCode;
    const diagnostic = errorCode === "0" ? "" : live ? this.#diagnostic(engine, errorCode) : "The part has ended; this window is a left-over of it.";
    this.#tell("onCall", { name, args: args.map(text), answer, errorCode, diagnostic, part: this.part, at: Date.now() });
    if (live && answer === "true") this.#acts.after(method, args, before);
    return answer;
  }

  /** The run-time's own words for an error; asking for them leaves the error as the course will read it. */
  #diagnostic(engine, errorCode) {
    if (!engine) return "";
    let words = "";
    try {
      words = engine.lmsGetDiagnostic("") || engine.lmsGetErrorString(errorCode);
    } catch (problem) {
      this.#tell("onProblem", problem);
    }
    engine.lastErrorCode = errorCode;
    return String(words ?? "");
  }

  #over(method) {
    if (method === "lmsGetLastError") return this.#last;
    if (ANSWERS_TEXT.has(method) && method !== "lmsGetValue") return "";
    this.#last = OVER[this.#standard][method];
    return method === "lmsGetValue" ? "" : "false";
  }

  #answer(engine, method, args) {
    if (!engine) return ANSWERS_TEXT.has(method) ? (method === "lmsGetLastError" ? NOT_INITIALIZED[this.#standard] : "") : "false";
    // GetValue of completion_status leaves the error of the call before in place: start clean
    if (!ASKS_ABOUT_ERRORS.has(method)) engine.lastErrorCode = "0";
    if (this.#standard === "1.2" && engine.isTerminated() && OVER["1.2"][method]) {
      // scorm-again would answer true and never tell anybody
      engine.lastErrorCode = OVER["1.2"][method];
      return ANSWERS_TEXT.has(method) ? "" : "false";
    }
    try {
      const initialized = engine.isInitialized();
      const valid = method === "lmsGetValue" && initialized ? this.#acts.navigationValid(String(args[0])) : null;
      if (valid !== null) return valid;
      if (method === "lmsFinish") return this.#acts.finish(args);
      if (method === "lmsSetValue" && initialized) return this.#acts.store(args);
      return String(engine[method](...args) ?? "");
    } catch (problem) {
      engine.lastErrorCode = "101";
      this.#tell("onProblem", problem);
      return ANSWERS_TEXT.has(method) ? "" : "false";
    }
  }
}
