/**
 * Roll-up as the standard has it: SCORM 2004 4th Edition, SN pseudo code RB.1.1 to RB.1.4.
 *
 * Ours because scorm-again 3.4.3 weighs measures by attempts and completion and leaves out children without one, asks
 * the rules before the measure, takes a child whose status nobody knows for "not satisfied" where a rule says `not`, and
 * by default calls a cluster incomplete or failed while some of its children are still unknown, and remembers that a part
 * was skipped where the standard asks whether it would be skipped now.
 */

import { hasRule } from "./sequencing_choice.js";

const UNKNOWN = "unknown";

function known(activity) {
  return activity.objectiveInfoAvailableInCurrentParentAttempt !== false && activity.objectiveSatisfiedStatusKnown;
}

function progressKnown(activity) {
  const status = activity.completionStatus;
  return activity.progressInfoAvailableInCurrentParentAttempt !== false && status !== "unknown" && status !== "not attempted";
}

const CONDITIONS = {
  satisfied: (child) => (known(child) ? child.objectiveSatisfiedStatus === true : UNKNOWN),
  objectiveStatusKnown: known,
  completed: (child) => (progressKnown(child) ? child.completionStatus === "completed" || child.isCompleted : UNKNOWN),
  progressKnown,
};

function evaluate(condition, child) {
  const read = CONDITIONS[condition.condition];
  if (!read) return condition.evaluate(child);
  const value = read(child);
  if (condition.operator !== "not" || value === UNKNOWN) return value;
  return !value;
}

// RB.1.4.1: true, false or unknown
function together(rule, child) {
  if (!rule.conditions.length) return UNKNOWN;
  const values = rule.conditions.map((condition) => evaluate(condition, child));
  const decides = rule.conditionCombination === "all" ? false : true;
  if (values.includes(decides)) return decides;
  return values.includes(UNKNOWN) ? UNKNOWN : !decides;
}

// RB.1.4.2: whether a child counts where its parent's rule calls for `action`
function counts(child, action) {
  const controls = child.sequencingControls;
  const objective = action === "satisfied" || action === "notSatisfied";
  if (controls.tracked === false || !(objective ? controls.rollupObjectiveSatisfied : controls.rollupProgressCompletion)) return false;
  const required = child[`requiredFor${action[0].toUpperCase()}${action.slice(1)}`];
  const begun = child.attemptCount > 0;
  if (required === "ifNotSuspended") return begun && !child.isSuspended;
  if (required === "ifAttempted") return begun;
  return required !== "ifNotSkipped" || !hasRule(child, "skip");
}

/** RB.1.4: whether `rule` changes the status of `activity`. */
export function ruleApplies(activity, rule) {
  const children = activity.getAvailableChildren().filter((child) => counts(child, rule.action));
  if (!children.length) return false; // where no child counts nothing changes
  const values = children.map((child) => together(rule, child));
  const yes = values.filter((value) => value === true).length;
  if (rule.consideration === "any") return yes > 0;
  if (rule.consideration === "atLeastCount") return yes >= rule.minimumCount;
  if (rule.consideration === "none") return values.every((value) => value === false);
  if (rule.consideration === "atLeastPercent") return (yes / values.length) * 100 >= rule.minimumPercent - 1e-9;
  return yes === values.length;
}

function allChildren(action, condition) {
  return { action, consideration: "all", conditionCombination: "any", conditions: [{ condition, operator: "noOp" }] };
}

// RB.1.2 b and RB.1.3 b: what holds where the manifest has no rule of the kind
const DEFAULTS = [
  allChildren("notSatisfied", "objectiveStatusKnown"),
  allChildren("satisfied", "satisfied"),
  allChildren("incomplete", "progressKnown"),
  allChildren("completed", "completed"),
];

/** The last of `actions` that some rule of the activity, or the default where it has none of them, calls for. */
function outcome(activity, actions) {
  const own = activity.rollupRules.rules.filter((rule) => actions.includes(rule.action));
  const rules = own.length ? own : DEFAULTS.filter((rule) => actions.includes(rule.action));
  let found = null;
  for (const action of actions) {
    if (rules.some((rule) => rule.action === action && ruleApplies(activity, rule))) found = action;
  }
  return found;
}

// RB.1.1 a
function rollUpMeasure(activity) {
  const children = activity.getAvailableChildren().filter((child) => child.sequencingControls.tracked !== false);
  let weight = 0;
  let sum = 0;
  let any = false;
  for (const child of children) {
    const share = child.sequencingControls.objectiveMeasureWeight;
    weight += share;
    if (!child.objectiveMeasureStatus || child.objectiveInfoAvailableInCurrentParentAttempt === false) continue;
    sum += child.objectiveNormalizedMeasure * share;
    any = true;
  }
  activity.objectiveMeasureStatus = any && weight > 0;
  if (activity.objectiveMeasureStatus) activity.objectiveNormalizedMeasure = sum / weight;
  return []; // clusters that scorm-again would treat in a way of its own
}

// RB.1.2 a
function satisfiedByMeasure(activity) {
  if (!activity.objectiveMeasureStatus) return UNKNOWN;
  if (activity.isActive && activity.rollupConsiderations.measureSatisfactionIfActive === false) return UNKNOWN;
  return activity.objectiveNormalizedMeasure >= (activity.primaryObjective.minNormalizedMeasure ?? 1);
}

/** Puts the standard's roll-up into the processors of one scorm-again `RollupProcess`. */
export function correctRollup(process) {
  const { measureProcessor, objectiveProcessor: objective, progressProcessor: progress } = process;
  measureProcessor.measureRollupProcess = rollUpMeasure;
  process.ruleEvaluator.evaluateRollupRule = (activity, rule) => ruleApplies(activity, rule);
  objective.objectiveRollupProcess = (activity) => {
    if (!activity.children.length) return;
    if (activity.primaryObjective?.satisfiedByMeasure) {
      const status = satisfiedByMeasure(activity);
      if (status === UNKNOWN) {
        activity.objectiveSatisfiedStatusKnown = false;
        activity.successStatus = UNKNOWN;
      } else activity.objectiveSatisfiedStatus = status;
    } else {
      const action = outcome(activity, ["notSatisfied", "satisfied"]);
      if (action) activity.objectiveSatisfiedStatus = action === "satisfied";
    }
    objective.syncPrimaryObjectiveFromActivity(activity);
  };
  progress.activityProgressRollupProcess = (activity) => {
    if (!activity.children.length || progress.activityProgressRollupUsingMeasure(activity)) return;
    const action = outcome(activity, ["incomplete", "completed"]);
    if (!action) return;
    activity.completionStatus = action;
    objective.syncPrimaryObjectiveFromActivity(activity);
  };
}
