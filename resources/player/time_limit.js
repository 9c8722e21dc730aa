/** The time a part allows, and what happens when it is over. Source: SCORM 1.2 RTE 3.4.4 (student_data), 2004 RTE 4.2.12, 4.2.26. */

const CLOCK = /^(\d{2,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$/;
const ISO = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const DAY_S = 86_400;

/** Seconds of "0001:30:00.00" or "PT1H30M"; null for anything else. A month counts 30 days, a year 365. */
export function seconds(text) {
  const clock = CLOCK.exec(text ?? "");
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const iso = ISO.exec(text ?? "");
  if (!iso || text === "P" || text.endsWith("T")) return null;
  const [years, months, days, hours, minutes, rest] = iso.slice(1).map((part) => Number(part ?? 0));
  return ((years * 365 + months * 30 + days) * DAY_S) + hours * 3600 + minutes * 60 + rest;
}

/**
 * { left_s, exit, message } for a part that starts now, or null where there is no limit.
 *
 * Time of earlier sessions of the same attempt counts (`spent`, as the run-time stores it). No action: the learner goes
 * on and hears nothing.
 */
export function timeLimit(part, spent) {
  const allowed = seconds(part.max_time_allowed);
  const [what, message] = (part.time_limit_action || "continue,no message").split(",").map((word) => word.trim());
  if (allowed === null || allowed <= 0 || (what === "continue" && message !== "message")) return null;
  return { left_s: Math.max(0, allowed - (seconds(spent) ?? 0)), exit: what === "exit", message: message === "message" };
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Runs while a part is open; `over(limit)` is called when its time is. */
export class PartClock {
  #timer = null;

  start(part, spent, over) {
    this.stop();
    const limit = timeLimit(part, spent);
    if (limit) this.#timer = setTimeout(() => over(limit), Math.min(limit.left_s * 1000, LONGEST_TIMER_MS));
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
