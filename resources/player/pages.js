/** The pages around a course: the closing page, and the one that says why there is nothing to play. */

import { isDone, shownStatus } from "./attempt.js";
import { statusMark, statusWords } from "./contents.js";

const SIGNS = {
  success: "M4 12.5l5 5L20 6.5",
  info: "M6.5 4h11v16.5L12 16.3L6.5 20.5Z", // a bookmark: the learner goes on here
  warning: "M12 9v4 M12 16.5v.1 M12 3.5L22 20H2Z",
  danger: "M7 7l10 10 M17 7L7 17",
};
const by = (id) => document.getElementById(id);

function sign(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SIGNS[kind] ?? SIGNS.info);
  svg.append(path);
  by("message-sign").dataset.kind = kind;
  by("message-sign").replaceChildren(svg);
}

function fact(name, value) {
  const row = document.createElement("div");
  const term = document.createElement("dt");
  const detail = document.createElement("dd");
  term.textContent = name;
  detail.textContent = value;
  row.append(term, detail);
  return row;
}

/** Capital first: "in progress" → "In progress". */
function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Replaces the course by one message. `kind`: success, info, warning or danger. */
export function messagePage(title, words, kind = "info") {
  sign(kind);
  by("message-title").textContent = title;
  by("message-words").textContent = words;
  by("message-facts").replaceChildren();
  by("message-parts").replaceChildren();
  by("message-act").hidden = true;
  document.body.dataset.state = "message";
  by("message").hidden = false;
  by("message").focus();
}

/** After the exit: how the learner stands, and whether it is safe to close. `saved`: "saved", "waiting" or "refused". */
export function closingPage({ course, parts, kept, result, saved }) {
  const kind = saved !== "saved" ? "warning" : result.status === "failed" ? "danger" : isDone(result.status) ? "success" : "info";
  const [title, words] = {
    saved: ["You can close this window", `Your progress in “${course.title}” is saved.`],
    waiting: ["Your progress is not saved yet", "The server does not answer. Leave this window open: the progress is sent again by itself."],
    refused: ["Your last progress is not saved", "The server refuses it: this launch has ended, or a newer one took its place. Launch the course again to go on."],
  }[saved];
  messagePage(title, words, kind);
  const facts = [fact("Status", sentence(statusWords(result.status)))];
  if (result.percent !== null) facts.push(fact("Score", `${result.percent} %`));
  if (parts.length > 1) facts.push(fact("Parts done", `${result.done} of ${result.parts}`));
  by("message-facts").replaceChildren(...facts);
  if (parts.length > 1) by("message-parts").replaceChildren(...parts.map((part) => partRow(part, kept.get(part.id))));
  const act = by("message-act");
  act.textContent = "Go back to the course";
  act.onclick = () => window.location.reload();
  act.hidden = saved !== "saved";
}

function partRow(part, kept) {
  const row = document.createElement("li");
  const status = shownStatus(kept);
  const title = document.createElement("span");
  const words = document.createElement("span");
  title.textContent = part.title;
  words.textContent = sentence(statusWords(status));
  row.append(statusMark(status, document), title, words);
  return row;
}
