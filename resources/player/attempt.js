/**
 * What is kept of a learner's attempt at one part of a course, and how the next launch starts from it.
 *
 * A *kept* record: { n, attempt, cmi, exit, status, best, score, total_time }
 *   n           rises with every save, so that a late arrival never overwrites a newer one
 *   cmi         the run-time data of the last commit, in the standard's own names
 *   status      "not attempted" | "incomplete" | "completed" | "passed" | "failed" | "browsed"
 *   best        the best status of earlier attempts (SCORM 2004 starts a new attempt with empty data)
 *   score       { raw, min, max, scaled, percent }, each a number or null
 * Nothing here knows the page: the tests run it in Node.
 */

const RANK = { "not attempted": 0, incomplete: 1, browsed: 1, failed: 2, completed: 3, passed: 4 };

/** The better of two statuses, for a learner. */
export function better(one, other) {
  return (RANK[one] ?? 0) >= (RANK[other] ?? 0) ? one : other;
}

/** True when this part asks nothing more of the learner. */
export function isDone(status) {
  return status === "completed" || status === "passed";
}

function number(value) {
  if (value === undefined || value === null || value === "") return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
}

/** One word for the table of contents, from run-time data of either standard. */
export function statusOf(standard, cmi) {
  if (standard === "1.2") return cmi?.core?.lesson_status || "not attempted";
  const success = cmi?.success_status;
  if (success === "passed" || success === "failed") return success;
  const completion = cmi?.completion_status;
  return !completion || completion === "unknown" ? "not attempted" : completion;
}

/**
 * The same once a part has talked to the run-time: begun is at least "incomplete".
 *
 * SCORM 2004 SN, UP.4: a part that ends without a suspend and never said how far it came is completed.
 */
function begunStatus(standard, cmi, ended) {
  const status = statusOf(standard, cmi);
  if (status !== "not attempted") return status;
  return standard === "2004" && ended && cmi.exit !== "suspend" ? "completed" : "incomplete";
}

/** The score with its bounds; `percent` is null where nothing was reported. */
export function scoreOf(standard, cmi) {
  const told = (standard === "1.2" ? cmi?.core?.score : cmi?.score) ?? {};
  const score = { raw: number(told.raw), min: number(told.min), max: number(told.max), scaled: number(told.scaled) };
  let percent = null;
  if (score.scaled !== null) percent = score.scaled * 100;
  else if (score.raw !== null) {
    const low = score.min ?? 0;
    const high = score.max ?? 100;
    percent = high > low ? ((score.raw - low) / (high - low)) * 100 : score.raw;
  }
  return { ...score, percent: percent === null ? null : Math.round(percent * 10) / 10 };
}

/**
 * The record to keep after a commit.
 *
 * `total_time` moves only when the attempt ends: run-time data of a commit in between still carry the total of before.
 */
export function keep(standard, cmi, { ended, kept, n }) {
  const core = standard === "1.2" ? cmi.core ?? {} : cmi;
  return {
    n,
    attempt: kept?.attempt ?? 1,
    cmi,
    exit: core.exit ?? "",
    status: begunStatus(standard, cmi, ended),
    best: kept?.best ?? "not attempted",
    score: scoreOf(standard, cmi),
    total_time: (ended ? core.total_time : undefined) ?? kept?.total_time ?? "",
    ended: Boolean(ended),
  };
}

/** The status the table of contents shows: never worse than what an earlier attempt reached. */
export function shownStatus(kept) {
  if (!kept) return "not attempted";
  return better(kept.status ?? "not attempted", kept.best ?? "not attempted");
}

function without(data, ...names) {
  return Object.fromEntries(Object.entries(data ?? {}).filter(([name]) => !names.includes(name)));
}

const CREDIT = { normal: "credit", browse: "no-credit", review: "no-credit" };

function start12(part, kept, learner, { mode }) {
  const old = kept?.cmi ?? {};
  const suspended = kept?.exit === "suspend";
  return {
    ...without(old, "core", "student_data", "launch_data", ...(learner.language ? ["student_preference"] : [])),
    core: {
      ...without(old.core, "exit", "session_time", "total_time"),
      student_id: learner.id,
      student_name: learner.name,
      credit: CREDIT[mode],
      lesson_mode: mode,
      // SCORM 1.2 RTE 3.4.4: "resume" after a suspend, "ab-initio" the first time, "" otherwise
      entry: suspended ? "resume" : kept ? "" : "ab-initio",
      total_time: kept?.total_time || "0000:00:00.00",
    },
    ...(learner.language ? { student_preference: { ...old.student_preference, language: learner.language } } : {}),
    student_data: {
      mastery_score: part.mastery_score ?? "",
      max_time_allowed: part.max_time_allowed ?? "",
      time_limit_action: part.time_limit_action ?? "",
    },
    launch_data: part.launch_data ?? "",
  };
}

function start2004(part, kept, learner, { mode, resumed }) {
  // SCORM 2004 RTE 4.2.8: without a suspend the next launch is a new learner attempt, with empty data
  const old = resumed ? kept?.cmi ?? {} : {};
  return {
    ...without(old, "exit", "session_time", "total_time"),
    learner_id: learner.id,
    learner_name: learner.name,
    ...(learner.language ? { learner_preference: { ...old.learner_preference, language: learner.language } } : {}),
    credit: CREDIT[mode],
    mode,
    entry: resumed ? "resume" : "ab-initio",
    total_time: (resumed && kept?.total_time) || "PT0S",
    launch_data: part.launch_data ?? "",
    max_time_allowed: part.max_time_allowed ?? "",
    time_limit_action: part.time_limit_action || "continue,no message",
    scaled_passing_score: part.scaled_passing_score ?? "",
    completion_threshold: part.completion_threshold ?? "",
  };
}

/** Puts "cmi.core.lesson_location" → value into nested data. */
function put(data, element, value) {
  const names = element.replace(/^cmi\./, "").split(".");
  const last = names.pop();
  let holder = data;
  for (const name of names) {
    holder[name] = { ...holder[name] };
    holder = holder[name];
  }
  holder[last] = value;
}

/**
 * The data a part starts with, as scorm-again's `loadFromJSON(…, "cmi")` reads them.
 *
 * `mode`: normal, browse or review; `resumed`: SCORM 2004 only, the attempt goes on; `initial`: element → value, put over
 * the data of a part that was never open.
 */
export function startingData(standard, part, kept, learner, { mode = "normal", initial = {}, resumed = kept?.exit === "suspend" } = {}) {
  const known = mode in CREDIT ? mode : "normal";
  const start = standard === "1.2" ? start12 : start2004;
  const data = start(part, kept, learner, { mode: known, resumed });
  const fresh = standard === "1.2" ? !kept?.cmi : !resumed;
  if (fresh) for (const [element, value] of Object.entries(initial ?? {})) put(data, element, String(value));
  return data;
}

/** What of `kept` goes into the launch that starts now: a new SCORM 2004 attempt keeps only the best status. */
export function carriedOver(standard, kept, resumed = kept?.exit === "suspend") {
  if (!kept) return null;
  if (standard === "1.2" || resumed) return kept;
  return { n: kept.n, attempt: (kept.attempt ?? 1) + 1, best: shownStatus(kept), status: "not attempted", exit: "" };
}

/**
 * The whole course in one status and one score, as a learner would put it.
 *
 * All parts done: passed where one was passed, else completed; one failed part fails the course; anything begun is
 * incomplete. The score is the mean of the parts that report one.
 */
export function courseResult(parts, keptOf) {
  const all = parts.map((part) => keptOf(part.id));
  const statuses = all.map(shownStatus);
  const percents = all.map((kept) => kept?.score?.percent).filter((percent) => typeof percent === "number");
  const mean = percents.length ? percents.reduce((sum, percent) => sum + percent, 0) / percents.length : null;
  let status = "incomplete";
  if (statuses.length && statuses.every((one) => one === "not attempted")) status = "not attempted";
  else if (statuses.includes("failed")) status = "failed";
  else if (statuses.length && statuses.every(isDone)) status = statuses.includes("passed") ? "passed" : "completed";
  return {
    status,
    percent: mean === null ? null : Math.round(mean * 10) / 10,
    done: statuses.filter(isDone).length,
    parts: statuses.length,
  };
}
