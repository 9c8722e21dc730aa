/**
 * The page: joins course, run-time, flow, table of contents, frame and store; starts when the document is ready.
 *
 * What it reads of the course, as the server describes it: title, standard, edition, items, learner { id, name, language },
 * attempt { parts, current, sequencing }, note, and where there are any: sequencing (for scorm-again), mode, initial,
 * profile (see profile.js), auto_advance, view (the number of this page, where a preview listens).
 */

import { carriedOver, keep, shownStatus, startingData, statusOf } from "./attempt.js";
import { Bar } from "./bar.js";
import { Commands } from "./commands.js";
import { Contents } from "./contents.js";
import { Frame } from "./frame.js";
import { CallLog } from "./log.js";
import { Offered } from "./offered.js";
import { closingPage, messagePage } from "./pages.js";
import { PlainFlow } from "./plain_flow.js";
import { Popup } from "./popup.js";
import { Profile } from "./profile.js";
import { Reporter } from "./reporter.js";
import { Runtime } from "./runtime.js";
import { SequencedFlow, exceptionWords } from "./sequenced_flow.js";
import { Store } from "./store.js";
import { PartClock } from "./time_limit.js";
import { guardFrame, guardTop } from "./top_guard.js";

const CHANGES_STATUS = /(lesson_status|completion_status|success_status)$/;
const REQUESTS = ["continue", "previous", "exitAll", "suspendAll", "exit", "abandon", "abandonAll"];
const HOW = { suspendAll: "suspend", abandonAll: "abandon" };
const REFRESH_AFTER_MS = 60;
const by = (id) => document.getElementById(id);

/** One course on the page. */
export class Player {
  #course;
  #store;
  #kept;
  #runtime;
  #offered;
  #flow;
  #frame;
  #contents;
  #bar;
  #calls = null;
  #reporter = null;
  #reports;
  #commands = null;
  #current = null;
  #moving = false;
  #asked = null;
  #over = false;
  #refreshing = null;
  #clock = new PartClock();

  /** `reports`: a store for what only a preview wants to know, else null. */
  constructor(course, store, reports = null) {
    this.#course = course;
    this.#store = store;
    this.#reports = reports;
    this.#kept = new Map(Object.entries(course.attempt?.parts ?? {}));
    if (reports) {
      this.#calls = new CallLog({ send: (batch) => reports.push("log", batch), origin: new URL(".", location.href).href });
      this.#reporter = new Reporter({ store: reports, read: () => this.#standing() });
    }
    const profile = new Profile(course.profile, course.standard, /2nd|3rd|4th/.exec(course.edition ?? "")?.[0]);
    const sequencing = profile.sequencing ? course.sequencing ?? null : null;
    this.#runtime = new Runtime({
      standard: course.standard,
      libraries: { Scorm12API: window.Scorm12API, Scorm2004API: window.Scorm2004API },
      sequencing,
      profile,
      hooks: {
        onCall: (call) => this.#calls?.add(call),
        onCommit: (part, cmi, meta) => this.#save(part, cmi, meta),
        onChange: (part, data, element) => this.#changed(part, data, element),
        onTerminate: (part, navigation) => this.#terminated(part, navigation),
        mayNavigate: (request) => this.#flow.may(request),
        onProblem: (problem) => console.error(problem),
      },
    });
    this.#offered = new Offered(window, this.#runtime.globalName, () => this.#reporter?.soon());
    const facts = { course, kept: this.#kept, runtime: this.#runtime, autoAdvance: Boolean(course.auto_advance) };
    this.#flow = sequencing ? new SequencedFlow(facts) : new PlainFlow(facts);
    this.#frame = profile.popup
      ? new Popup(by("content"), { title: course.title, onGone: () => this.go("exit") })
      : new Frame(by("content"), { title: course.title, onClose: () => this.#courseCloses() });
    this.#contents = new Contents(by("contents-list"), (part) => this.go({ choice: part.id }));
    this.#bar = new Bar({
      title: course.title,
      parts: this.#flow.parts.length,
      sequenced: Boolean(sequencing),
      onRequest: (request) => this.go(request),
    });
  }

  start() {
    window.close = () => this.#courseCloses(); // courses close "their window" when they end
    guardTop(window, (url) => this.#bar.band(`The course wanted to send the whole window to ${url}. It stays here.`, { kind: "warning" }));
    guardFrame(document, (url) => this.#wentAway(url));
    this.#contents.show(this.#course.items);
    document.body.dataset.state = "playing";
    if (!this.#flow.parts.length) {
      messagePage("This course has nothing to show", "Its manifest leads to no page that could be opened.", "warning");
    } else {
      this.#follow(this.#flow.begin());
      this.#keepFlow();
    }
    const done = (n) => this.#reports.push("done", { n }, "done");
    if (this.#reports) this.#commands = new Commands({ view: this.#course.view, acts: this.#acts(), done });
  }

  /** Ends the visit. `how`: "exit", "suspend" or "abandon". */
  exit(how = "exit") {
    return this.go({ suspend: "suspendAll", abandon: "abandonAll" }[how] ?? "exitAll");
  }

  /** What the learner asks for: a navigation request of SCORM 2004, or { choice: id }. */
  async go(request) {
    if (this.#over) return;
    // waits for its turn, but a second "continue" is no more than impatience
    if (this.#moving && (request === "exitAll" || HOW[request] || request?.choice)) this.#asked = request;
    if (this.#moving) return;
    if (request?.choice && request.choice === this.#current?.id) return;
    if (!this.#flow.may(request) && !HOW[request] && request !== "exitAll") {
      if (this.#course.sequencing) this.#bar.band("The sequencing rules of this course do not allow that now.", { kind: "warning" });
      return;
    }
    this.#moving = true;
    this.#bar.band(null);
    try {
      await this.#leave(request);
      const outcome = this.#flow.request(request);
      if (outcome.end || request === "exitAll" || HOW[request]) await this.#finish(HOW[request] ?? HOW[outcome.end] ?? "exit");
      else this.#follow(outcome);
    } finally {
      this.#moved();
    }
  }

  /** What was asked for meanwhile has its turn now. */
  #moved() {
    const asked = this.#asked;
    this.#asked = null;
    this.#moving = false;
    if (asked) this.go(asked);
  }

  /** The window goes away without an exit. */
  windowLeaves() {
    this.#store.leave();
    this.#runtime.rescue();
    if (!this.#reports) return;
    this.#reports.leave();
    this.#calls.flush();
  }

  /** What the window of a preview can ask for. */
  #acts() {
    return {
      exit: () => this.exit(),
      suspend: () => this.exit("suspend"),
      abandon: () => this.exit("abandon"),
      open: ({ part }) => this.go({ choice: part }),
      continue: () => this.go("continue"),
      previous: () => this.go("previous"),
      exit_part: () => this.go("exit"),
      abandon_part: () => this.go("abandon"),
      set: ({ element, value }) => this.#runtime.set(element, value) && this.#changed(this.#current, () => this.#runtime.data(), element),
      rescue: () => this.#runtime.rescue() ?? this.#store.settled(2000), // done when it is kept, not when it is sent
      reload: () => this.#stop(() => window.location.reload()),
      superseded: () =>
        this.#stop(() =>
          messagePage("This course goes on elsewhere", "It was opened again in another window, and plays there. This page can be closed.", "info"),
        ),
    };
  }

  /** The view is over: the part unloads, but what it says now is refused. */
  async #stop(then) {
    this.#over = true;
    this.#commands?.close();
    await this.#frame.clear();
    this.#current = null;
    then();
  }

  #follow(outcome) {
    if (outcome.part) this.#begin(outcome.part, outcome.resumed);
    else this.#nothingFollows(outcome.why);
  }

  #begin(part, resumed) {
    const before = this.#kept.get(part.id) ?? null;
    const kept = carriedOver(this.#course.standard, before, resumed);
    if (kept) this.#kept.set(part.id, kept);
    this.#current = part;
    if (part.launch) this.#frame.show(part.launch, part.title); // loads while the run-time is made, runs after this turn
    const { mode, initial, learner, standard } = this.#course;
    this.#runtime.load(part, startingData(standard, part, kept, learner, { mode, initial, resumed }));
    this.#offered.put(this.#runtime.api);
    this.#contents.current(part.id);
    this.#bar.part([this.#flow.parts.length > 1 ? part.title : "", this.#course.note].filter(Boolean).join(" · "));
    if (this.#bar.narrow) this.#bar.showContents(false);
    this.#store.push("current", { part: part.id }, "current");
    this.#keepFlow();
    this.#clock.start(part, kept?.total_time, (limit) => this.#timeIsOver(part, limit));
    this.#refresh();
    if (!part.launch) this.#bar.band("The manifest names no page for this part.", { kind: "warning" });
  }

  /** Unload first, then everything else: the part's last words belong to the part. */
  async #leave(request) {
    const part = this.#current;
    if (!part) return;
    this.#clock.stop();
    this.#runtime.expect(request);
    await this.#frame.clear();
    const talked = this.#runtime.talked;
    this.#runtime.unload();
    this.#current = null;
    // an asset has nothing to say: looking at it is all there is to do
    if (!talked && part.kind === "asset") this.#viewed(part);
    this.#runtime.close();
  }

  /** Everything is saved before the closing page says so. */
  async #finish(how) {
    this.#over = true;
    const result = this.#flow.result();
    this.#keepFlow(how !== "suspend");
    this.#calls?.flush();
    this.#reporter?.now();
    await this.#reports?.settled(2000);
    this.#store.push("closed", { status: result.status, percent: result.percent, how });
    const facts = { course: this.#course, parts: this.#flow.taken(), kept: this.#kept, result };
    const show = (settled) => closingPage({ ...facts, saved: !settled ? "waiting" : this.#store.refused ? "refused" : "saved" });
    const settled = await this.#store.settled();
    show(settled);
    if (!settled) show(await this.#store.settled(null));
  }

  #wentAway(url) {
    const back = { act: "Show the part again", run: () => this.#current && this.#frame.show(this.#current.launch, this.#current.title) };
    this.#bar.band(`This part went to ${url}, outside of its package, and the network is off here.`, { kind: "warning", ...back });
  }

  #viewed(part) {
    const cmi = this.#course.standard === "1.2" ? { core: { lesson_status: "completed" } } : { completion_status: "completed" };
    this.#save(part, cmi, { ended: true });
  }

  #save(part, cmi, { ended }) {
    const before = this.#kept.get(part.id);
    const kept = keep(this.#course.standard, cmi, { ended, kept: before, n: this.#store.number(before?.n) });
    this.#kept.set(part.id, kept);
    this.#flow.changed();
    const result = this.#flow.result();
    this.#store.push("save", { part: part.id, kept, status: result.status, percent: result.percent }, `save ${part.id}`);
    this.#refreshSoon();
  }

  /** Keeps the state of sequencing; `ended`: the next visit begins a new experience of the course. */
  #keepFlow(ended = false) {
    const engine = this.#flow.serialise();
    if (engine === null) return;
    this.#store.push("sequencing", { n: this.#store.number(), state: { engine, ended } }, "sequencing");
  }

  #changed(part, data, element) {
    if (!part) return;
    this.#flow.changed(element);
    if (!element || CHANGES_STATUS.test(element)) {
      const status = statusOf(this.#course.standard, data());
      this.#kept.set(part.id, { ...this.#kept.get(part.id), n: this.#kept.get(part.id)?.n ?? 0, status: status === "not attempted" ? "incomplete" : status });
      this.#contents.mark(part.id, shownStatus(this.#kept.get(part.id)));
    }
    this.#refreshSoon();
  }

  /** The course has ended its part by itself: later, for it is still inside its own call. */
  #terminated(part, navigation) {
    if (this.#moving || part !== this.#current) return;
    const outcome = this.#flow.ended(navigation);
    this.#keepFlow();
    this.#clock.stop();
    setTimeout(() => this.#afterEnd(outcome));
  }

  async #afterEnd(outcome) {
    if (this.#moving || this.#over) return;
    if (outcome.stay) {
      this.#nothingFollows(outcome.why);
      return;
    }
    this.#moving = true;
    try {
      await this.#frame.clear();
      this.#current = null;
      this.#runtime.close();
      if (outcome.end) await this.#finish(HOW[outcome.end] ?? "exit");
      else this.#follow(outcome);
    } finally {
      this.#moved();
    }
  }

  #nothingFollows(why) {
    this.#refresh();
    const last = this.#flow.atEnd();
    const words = exceptionWords(why) || (this.#current ? (last ? "The course has ended." : "This part has ended.") : "Choose a part.");
    if (last) this.#bar.band(words, { kind: "success", act: "Exit course", run: () => this.exit() });
    else if (this.#flow.may("continue")) this.#bar.band(words, { kind: "success", act: "Continue", run: () => this.go("continue") });
    else this.#bar.band(words, { kind: why ? "warning" : "info" });
  }

  /** A course that closes "its window": later, for a navigation it asked for may be under way. */
  #courseCloses() {
    setTimeout(() => {
      if (this.#flow.atEnd()) this.exit();
    });
  }

  async #timeIsOver(part, limit) {
    if (this.#current !== part || this.#moving || this.#over) return;
    if (limit.exit) {
      this.#runtime.set(this.#course.standard === "1.2" ? "cmi.core.exit" : "cmi.exit", "time-out");
      await this.go("exit");
    }
    if (limit.message) this.#bar.band(`The time allowed for “${part.title}” is over.`, { kind: "warning" });
  }

  #refreshSoon() {
    this.#refreshing ??= setTimeout(() => this.#refresh(), REFRESH_AFTER_MS);
  }

  /** Contents, buttons and progress as they stand now. */
  #refresh() {
    clearTimeout(this.#refreshing);
    this.#refreshing = null;
    if (this.#over) return;
    const states = this.#flow.states();
    this.#contents.update(states, this.#current?.id ?? null);
    this.#bar.moves(this.#may(), this.#flow.hiddenControls());
    this.#bar.progress(this.#flow.result());
    this.#reporter?.soon();
  }

  #may() {
    return Object.fromEntries(REQUESTS.map((request) => [request, !this.#over && this.#flow.may(request)]));
  }

  /** What a preview's window shows. A control that the part hides is one that it may not offer. */
  #standing() {
    const may = this.#may();
    const hidden = this.#flow.hiddenControls();
    const offered = (request) => may[request] && !hidden.has(request);
    return {
      items: this.#flow.states(),
      current: this.#current?.id ?? null,
      may: {
        continue: offered("continue"),
        previous: offered("previous"),
        exit: !this.#over,
        suspend: !this.#over,
        exit_part: offered("exit"),
        abandon: offered("abandon"),
      },
      looked: this.#offered.looked,
      part: this.#current?.id ?? null,
      cmi: this.#current ? this.#runtime.data() : null,
    };
  }

  /** Says in the band whether what the course stores reaches the server. */
  trouble(kind) {
    if (!this.#over) this.#bar.trouble(kind);
  }
}

async function begin() {
  console.debug = () => {}; // scorm-again tells every delivery there; the frames of the course have consoles of their own
  const store = new Store();
  try {
    const course = await store.course(document.getElementById("course")?.textContent ?? null);
    const reports = course.view ? new Store({ view: course.view, most: 100 }) : null;
    if (new URLSearchParams(location.search).get("chrome") === "none") document.body.dataset.chrome = "none";
    const player = new Player(course, store, reports);
    store.onTrouble = (kind) => player.trouble(kind);
    window.addEventListener("pagehide", () => player.windowLeaves());
    window.addEventListener("pageshow", () => {
      store.stay();
      reports?.stay();
    });
    player.start();
  } catch (problem) {
    messagePage("The course could not be opened", problem.message, "danger");
  }
}

begin();
