/** The table of contents: which parts there are, in which order, and how each stands. */

import { isDone, shownStatus } from "./attempt.js";

const WORDS = {
  "not attempted": "not started",
  incomplete: "in progress",
  browsed: "looked at",
  completed: "completed",
  passed: "passed",
  failed: "failed",
};
const SVG = "http://www.w3.org/2000/svg";
// one path each, drawn on 16 x 16
const MARKS = {
  "not attempted": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z",
  incomplete: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z M8 6.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8Z",
  completed: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z M5.4 8.2l1.8 1.8l3.4-3.7",
  failed: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z M6 6l4 4 M10 6l-4 4",
};
MARKS.browsed = MARKS.incomplete;
MARKS.passed = MARKS.completed;

/** "in progress" for "incomplete", and so on: the words people read. */
export function statusWords(status) {
  return WORDS[status] ?? status;
}

/** The mark of a status as an SVG element; its word stands beside it for those who hear the page. */
export function statusMark(status, document) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "mark");
  svg.setAttribute("data-status", status);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", MARKS[status] ?? MARKS["not attempted"]);
  svg.append(path);
  return svg;
}

function walk(items, visibleOnly, found = []) {
  for (const item of items) {
    if (visibleOnly && item.visible === false) continue;
    if (item.launch) found.push(item);
    walk(item.children ?? [], visibleOnly, found);
  }
  return found;
}

/** The parts a learner can start, in manifest order; hidden ones only where the course has no other. */
export function launchable(items) {
  const visible = walk(items, true);
  return visible.length ? visible : walk(items, false);
}

/** The neighbours of a part: { previous, next }, each a part or null. */
export function neighbours(parts, id) {
  const at = parts.findIndex((part) => part.id === id);
  return { previous: at > 0 ? parts[at - 1] : null, next: at >= 0 && at < parts.length - 1 ? parts[at + 1] : null };
}

/** Where to begin: the part last open while it is unfinished, else the first unfinished one, else the first. */
export function firstPart(parts, attempt) {
  const done = (part) => isDone(shownStatus(attempt?.parts?.[part.id]));
  const last = parts.find((part) => part.id === attempt?.current);
  if (last && (!done(last) || parts.every(done))) return last;
  return parts.find((part) => !done(part)) ?? parts[0] ?? null;
}

/** Shows the items as nested lists of buttons; `onChoose(part)` hears a choice. */
export class Contents {
  #host;
  #onChoose;
  #rows = new Map();

  constructor(host, onChoose) {
    this.#host = host;
    this.#onChoose = onChoose;
  }

  show(items) {
    this.#rows.clear();
    this.#host.replaceChildren(this.#list(items));
  }

  /** Marks one part's status. */
  mark(id, status) {
    const row = this.#rows.get(id);
    if (!row || row.dataset.status === status) return;
    row.dataset.status = status;
    row.querySelector(".mark").replaceWith(statusMark(status, row.ownerDocument));
    row.querySelector(".status-words").textContent = `, ${statusWords(status)}`;
  }

  /** How every item stands: id → { status, enabled, hidden }. */
  update(states, current) {
    for (const [id, row] of this.#rows) {
      const state = states[id];
      if (!state) continue;
      if (state.status) this.mark(id, state.status);
      row.disabled = !state.enabled && id !== current;
      row.closest("li").hidden = state.hidden;
    }
  }

  /** Marks which part is open. */
  current(id) {
    for (const [known, row] of this.#rows) {
      if (known === id) {
        row.setAttribute("aria-current", "page");
        row.scrollIntoView?.({ block: "nearest" });
      } else row.removeAttribute("aria-current");
    }
  }

  #list(items) {
    const document = this.#host.ownerDocument;
    const list = document.createElement("ol");
    for (const item of items) {
      if (item.visible === false) continue;
      const children = (item.children ?? []).filter((child) => child.visible !== false);
      if (!item.launch && !children.length) continue;
      const entry = document.createElement("li");
      entry.append(item.launch ? this.#row(item) : this.#group(item));
      if (children.length) entry.append(this.#list(children));
      list.append(entry);
    }
    return list;
  }

  #group(item) {
    const name = this.#host.ownerDocument.createElement("span");
    name.className = "group";
    name.textContent = item.title;
    return name;
  }

  #row(item) {
    const document = this.#host.ownerDocument;
    const row = document.createElement("button");
    row.type = "button";
    row.className = "part";
    row.title = item.title;
    row.dataset.status = "";
    const title = document.createElement("span");
    title.className = "part-title";
    title.textContent = item.title;
    const words = document.createElement("span");
    words.className = "status-words unseen";
    row.append(statusMark("not attempted", document), title, words);
    row.addEventListener("click", () => this.#onChoose(item));
    this.#rows.set(item.id, row);
    this.mark(item.id, "not attempted");
    return row;
  }
}
