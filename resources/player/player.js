/** The page: joins course, run-time, table of contents, frame and store; starts when the document is ready. */

import { carriedOver, courseResult, isDone, keep, shownStatus, startingData, statusOf } from "./attempt.js";
import { Commands } from "./commands.js";
import { Contents, firstPart, launchable, neighbours } from "./contents.js";
import { Frame } from "./frame.js";
import { CallLog } from "./log.js";
import { closingPage, messagePage } from "./pages.js";
import { Runtime } from "./runtime.js";
import { Store } from "./store.js";

const NARROW = "(max-width: 860px)";
const CHANGES_STATUS = /(lesson_status|completion_status|success_status)$/;
const REPORT_EVERY_MS = 250;
const by = (id) => document.getElementById(id);

/** One course on the page. */
export class Player {
  #course;
  #store;
  #parts;
  #kept;
  #runtime;
  #frame;
  #contents;
  #shown = new Map();
  #current = null;
  #moving = false;
  #over = false;
  #reports;
  #calls = null;
  #commands = null;
  #reporting = null;

  /** `reports`: a store for what only a preview wants to know, else null. */
  constructor(course, store, reports = null) {
    this.#course = course;
    this.#store = store;
    this.#reports = reports;
    if (reports) this.#calls = new CallLog({ send: (batch) => reports.push("log", batch), origin: new URL(".", location.href).href });
    this.#parts = launchable(course.items);
    this.#kept = new Map(Object.entries(course.attempt?.parts ?? {}));
    this.#runtime = new Runtime({
      standard: course.standard,
      libraries: { Scorm12API: window.Scorm12API, Scorm2004API: window.Scorm2004API },
      hooks: {
        onCall: (call) => this.#calls?.add(call),
        onCommit: (part, cmi, meta) => this.#save(part, cmi, meta),
        onChange: (part, data, element) => this.#changed(part, data, element),
        onTerminate: (part, navigation) => this.#terminated(part, navigation),
        mayNavigate: (request) => Boolean(this.#target(request)),
        onProblem: (problem) => console.error(problem),
      },
    });
    this.#frame = new Frame(by("content"), { title: course.title, onClose: () => this.#courseCloses() });
    this.#contents = new Contents(by("contents-list"), (part) => this.open(part));
  }

  /** Puts the course on the page and opens the part where the learner is. */
  start() {
    window[this.#runtime.globalName] = this.#runtime.api;
    window.close = () => this.#courseCloses(); // courses close "their window" when they end
    document.title = this.#course.title;
    by("course-title").textContent = this.#course.title;
    by("course-title").title = this.#course.title;
    this.#contents.show(this.#course.items);
    this.#chrome();
    for (const part of this.#parts) this.#status(part, this.#kept.get(part.id));
    document.body.dataset.state = "playing";
    if (this.#reports) this.#commands = new Commands({ view: this.#course.view, acts: this.#acts() });
    const first = firstPart(this.#parts, this.#course.attempt);
    if (!first) {
      messagePage("This course has nothing to show", "Its manifest leads to no page that could be opened.", "warning");
      return;
    }
    this.open(first);
  }

  /** Leaves the open part, then shows `part`. */
  async open(part) {
    if (this.#moving || this.#over) return;
    this.#moving = true;
    this.#band(null);
    try {
      await this.#leave();
      this.#begin(part);
    } finally {
      this.#moving = false;
    }
  }

  /** Ends the visit: everything is saved before the closing page says so. `how`: "exit" or "suspend". */
  async exit(how = "exit") {
    if (this.#moving || this.#over) return;
    this.#moving = true;
    await this.#leave();
    this.#over = true;
    const result = this.#result();
    this.#calls?.flush();
    this.#report();
    await this.#reports?.settled(2000);
    this.#store.push("closed", { status: result.status, percent: result.percent, how });
    const facts = { course: this.#course, parts: this.#parts, kept: this.#kept, result };
    const show = (settled) => closingPage({ ...facts, saved: !settled ? "waiting" : this.#store.refused ? "refused" : "saved" });
    const settled = await this.#store.settled();
    show(settled);
    if (!settled) show(await this.#store.settled(null));
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
      open: ({ part }) => this.#openNamed(part),
      continue: () => this.#openNamed(this.#target("continue")?.id),
      previous: () => this.#openNamed(this.#target("previous")?.id),
      rescue: () => this.#runtime.rescue(),
      reload: () => this.#stop(() => window.location.reload()),
      superseded: () =>
        this.#stop(() =>
          messagePage("This course goes on elsewhere", "It was opened again in another window, and plays there. This page can be closed.", "info"),
        ),
    };
  }

  #openNamed(id) {
    const part = this.#parts.find((one) => one.id === id);
    if (part) this.open(part);
  }

  /** The view is over: the part unloads, but what it says now is refused. */
  async #stop(then) {
    this.#over = true;
    this.#commands?.close();
    await this.#frame.clear();
    this.#current = null;
    then();
  }

  /** Tells a preview how parts and data stand, a little later and once for all that changed. */
  #changes() {
    if (this.#reports) this.#reporting ??= setTimeout(() => this.#report(), REPORT_EVERY_MS);
  }

  #report() {
    if (!this.#reports) return;
    clearTimeout(this.#reporting);
    this.#reporting = null;
    const items = {};
    for (const part of this.#parts) {
      const score = this.#kept.get(part.id)?.score?.percent ?? null;
      items[part.id] = { status: this.#shown.get(part.id) ?? "not attempted", score, enabled: true, hidden: part.visible === false };
    }
    const may = { continue: Boolean(this.#target("continue")), previous: Boolean(this.#target("previous")), exit: !this.#over, suspend: !this.#over };
    this.#reports.push("structure", { items, current: this.#current?.id ?? null, may }, "structure");
    const cmi = this.#current ? this.#runtime.data() : null;
    if (cmi) this.#reports.push("data", { part: this.#current.id, cmi }, "data");
  }

  #begin(part) {
    const before = this.#kept.get(part.id) ?? null;
    const kept = carriedOver(this.#course.standard, before);
    if (kept) this.#kept.set(part.id, kept);
    this.#current = part;
    this.#runtime.load(part, startingData(this.#course.standard, part, kept, this.#course.learner));
    this.#contents.current(part.id);
    by("part-title").textContent = [this.#parts.length > 1 ? part.title : "", this.#course.note].filter(Boolean).join(" · ");
    this.#moves();
    this.#changes();
    if (window.matchMedia(NARROW).matches) this.#showContents(false);
    this.#store.push("current", { part: part.id }, "current");
    this.#frame.show(part.launch, part.title);
  }

  /** Unload first, then everything else: the part's last words belong to the part. */
  async #leave() {
    const part = this.#current;
    if (!part) return;
    await this.#frame.clear();
    const talked = this.#runtime.talked;
    this.#runtime.unload();
    this.#current = null;
    // an asset has nothing to say: looking at it is all there is to do
    if (!talked && part.kind === "asset") this.#viewed(part);
  }

  #viewed(part) {
    const cmi = this.#course.standard === "1.2" ? { core: { lesson_status: "completed" } } : { completion_status: "completed" };
    this.#save(part, cmi, { ended: true });
  }

  #save(part, cmi, { ended }) {
    const before = this.#kept.get(part.id);
    const kept = keep(this.#course.standard, cmi, { ended, kept: before, n: this.#store.number(before?.n) });
    this.#kept.set(part.id, kept);
    const result = this.#result();
    this.#store.push("save", { part: part.id, kept, status: result.status, percent: result.percent }, `save ${part.id}`);
    this.#status(part, kept);
  }

  #changed(part, data, element) {
    this.#changes();
    if (element && !CHANGES_STATUS.test(element)) return;
    const status = statusOf(this.#course.standard, data());
    const kept = this.#kept.get(part.id);
    this.#status(part, { ...kept, status: status === "not attempted" ? "incomplete" : status });
  }

  #status(part, kept) {
    const status = shownStatus(kept);
    this.#shown.set(part.id, status);
    this.#contents.mark(part.id, status);
    this.#changes();
    this.#progress();
  }

  #terminated(part, navigation) {
    if (this.#moving || part !== this.#current) return;
    if (["exitAll", "suspendAll", "abandonAll"].includes(navigation)) {
      setTimeout(() => this.exit());
      return;
    }
    const target = navigation ? this.#target(navigation) : null;
    if (target) {
      setTimeout(() => this.open(target)); // later: the course is still inside its own call
      return;
    }
    const { next } = neighbours(this.#parts, part.id);
    if (next) this.#band("This part has ended.", { kind: "success", act: `Continue with “${next.title}”`, run: () => this.open(next) });
    else this.#band("The course has ended.", { kind: "success", act: "Exit course", run: () => this.exit() });
  }

  /** A course that closes "its window": later, for a navigation it asked for may be under way. */
  #courseCloses() {
    setTimeout(() => {
      if (!this.#target("continue")) this.exit();
    });
  }

  #target(request) {
    if (!this.#current) return null;
    const { previous, next } = neighbours(this.#parts, this.#current.id);
    if (request === "continue") return next;
    if (request === "previous") return previous;
    if (request?.choice) return this.#parts.find((part) => part.id === request.choice) ?? null;
    return null;
  }

  #result() {
    return courseResult(this.#parts, (id) => this.#kept.get(id));
  }

  #chrome() {
    const several = this.#parts.length > 1;
    for (const id of ["toggle-contents", "previous", "next", "progress"]) by(id).hidden = !several;
    by("parts-count").textContent = String(this.#parts.length);
    this.#showContents(several && !window.matchMedia(NARROW).matches);
    by("previous").addEventListener("click", () => this.open(this.#target("previous")));
    by("next").addEventListener("click", () => this.open(this.#target("continue")));
    by("exit").addEventListener("click", () => this.exit());
    by("toggle-contents").addEventListener("click", () => this.#showContents(by("contents").hidden));
    by("contents").addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.#showContents(false);
      by("toggle-contents").focus();
    });
    by("fullscreen").addEventListener("click", () => this.#fullscreen());
    by("fullscreen").hidden = !document.fullscreenEnabled;
  }

  #moves() {
    by("previous").disabled = !this.#target("previous");
    by("next").disabled = !this.#target("continue");
  }

  #progress() {
    const done = this.#parts.filter((part) => isDone(this.#shown.get(part.id))).length;
    by("progress-bar").style.width = `${(done / Math.max(1, this.#parts.length)) * 100}%`;
    by("progress-words").textContent = `${done} of ${this.#parts.length} done`;
  }

  #showContents(shown) {
    by("contents").hidden = !shown;
    by("toggle-contents").setAttribute("aria-expanded", String(shown));
  }

  #fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  #band(words, { kind = "info", act = "", run = null } = {}) {
    by("band").hidden = !words;
    by("band").dataset.kind = kind;
    by("band-words").textContent = words ?? "";
    const button = by("band-act");
    button.hidden = !act;
    button.textContent = act;
    button.onclick = run;
  }

  /** Says in the band whether what the course stores reaches the server. */
  trouble(kind) {
    if (this.#over) return;
    if (kind === "offline") this.#band("Your progress is not saved yet: the server does not answer. It is sent again by itself.", { kind: "warning" });
    else if (kind === "refused") this.#band("Your progress is no longer saved: the server refuses it. Launch the course again to go on.", { kind: "warning" });
    else if (by("band").dataset.kind === "warning") this.#band(null);
  }
}

async function begin() {
  const store = new Store();
  try {
    const course = await store.course();
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
