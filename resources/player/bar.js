/** What stands around the course on the page: the bar with its buttons, the band with a message, the contents' place. */

const NARROW = "(max-width: 860px)";
const by = (id) => document.getElementById(id);

/** Button → the request it stands for, and the name under which a manifest may hide it. Source: SCORM 2004 CAM 5.2.1. */
const BUTTONS = {
  previous: ["previous", "previous"],
  next: ["continue", "continue"],
  exit: ["exitAll", "exitAll"],
  suspend: ["suspendAll", "suspendAll"],
  "end-part": ["exit", "exit"],
  "abandon-part": ["abandon", "abandon"],
  "abandon-course": ["abandonAll", "abandonAll"],
};
const TROUBLES = {
  offline: "Your progress is not saved yet: the server does not answer. It is sent again by itself.",
  refused: "Your progress is no longer saved: the server refuses it. Launch the course again to go on.",
};
const IN_MENU = ["suspend", "end-part", "abandon-part", "abandon-course"];

export class Bar {
  #several;
  #sequenced;

  /** `onRequest(request)` hears the buttons. */
  constructor({ title, parts, sequenced, onRequest }) {
    this.#several = parts > 1;
    this.#sequenced = sequenced;
    document.title = title;
    by("course-title").textContent = title;
    by("course-title").title = title;
    by("parts-count").textContent = String(parts);
    for (const id of ["toggle-contents", "previous", "next", "progress"]) by(id).hidden = !this.#several;
    by("more").hidden = !sequenced;
    for (const [id, [request]] of Object.entries(BUTTONS)) {
      by(id).addEventListener("click", () => {
        by("more").open = false;
        onRequest(request);
      });
    }
    this.showContents(this.#several && !this.narrow);
    by("toggle-contents").addEventListener("click", () => this.showContents(by("contents").hidden));
    by("contents").addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.showContents(false);
      by("toggle-contents").focus();
    });
    by("fullscreen").addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen().catch(() => {});
    });
    by("fullscreen").hidden = !document.fullscreenEnabled;
  }

  get narrow() {
    return window.matchMedia(NARROW).matches;
  }

  part(words) {
    by("part-title").textContent = words;
  }

  /** `may`: request → boolean; `hidden`: the names of controls that the open part wants hidden. */
  moves(may, hidden) {
    for (const [id, [request, name]] of Object.entries(BUTTONS)) {
      const move = id === "previous" || id === "next";
      by(id).disabled = may[request] === false;
      by(id).hidden = hidden.has(name) || (move && !this.#several);
    }
    by("more").hidden = !this.#sequenced || IN_MENU.every((id) => by(id).hidden);
  }

  progress({ done, parts }) {
    by("progress-bar").style.width = `${(done / Math.max(1, parts)) * 100}%`;
    by("progress-words").textContent = `${done} of ${parts} done`;
  }

  showContents(shown) {
    by("contents").hidden = !shown;
    by("toggle-contents").setAttribute("aria-expanded", String(shown));
  }

  /** A line above the course; `null` takes it away. `kind`: info, success or warning. */
  band(words, { kind = "info", act = "", run = null } = {}) {
    by("band").hidden = !words;
    by("band").dataset.kind = kind;
    by("band-words").textContent = words ?? "";
    const button = by("band-act");
    button.hidden = !act;
    button.textContent = act;
    button.onclick = run;
  }

  /** "offline", "refused" or null: what is said of saving goes when it is well again, and nothing else with it. */
  trouble(kind) {
    const words = TROUBLES[kind] ?? null;
    const shown = by("band").hidden ? "" : by("band-words").textContent;
    if (words || Object.values(TROUBLES).includes(shown)) this.band(words, { kind: "warning" });
  }
}
