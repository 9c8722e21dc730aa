/**
 * Whether the learner may choose an activity: SCORM 2004 4th Edition, SN pseudo code NB.2.1 (choice), SB.2.4 and SB.2.9.
 *
 * Ours because scorm-again 3.4.3 decides it otherwise: it asks the rules before the open part has ended, takes
 * `constrainChoice` for a ban on all other branches, `preventActivation` for one on every part not tried yet, and
 * `stopForwardTraversal` for a ban on the activity that has it. Activities are scorm-again's own objects.
 */

const FORWARD = 1;
const BACKWARD = -1;

/** The activity and everything above it, the activity first. */
export function upwards(activity) {
  const path = [];
  for (let one = activity; one; one = one.parent) path.push(one);
  return path;
}

function commonAncestor(one, other) {
  const above = new Set(upwards(one));
  return upwards(other).find((activity) => above.has(activity)) ?? null;
}

/** True when `rule` says so for sure; `as(activity)` gives the activity as it would stand after the open part ended. */
export function hasRule(activity, action, as = (one) => one) {
  return activity.sequencingRules.preConditionRules.some((rule) => rule.action === action && rule.evaluate(as(activity)) === true);
}

function preorder(activity, list = []) {
  list.push(activity);
  for (const child of activity.getAvailableChildren()) preorder(child, list);
  return list;
}

/** NB.2.1, choice: the exception, or null when the request is valid. */
export function requestProblem(current, target) {
  if (target.parent && !target.parent.sequencingControls.choice) return "NB.2.1-10";
  if (!current || current === target) return null;
  const sibling = current.parent === target.parent;
  const end = sibling ? current.parent : commonAncestor(current, target);
  for (const activity of upwards(current)) {
    if (activity === end) break;
    if (activity.isActive && !activity.sequencingControls.choiceExit) return "NB.2.1-8";
  }
  return null;
}

// SB.2.4
function traversalProblem(activity, direction, as) {
  if (direction === FORWARD) return hasRule(activity, "stopForwardTraversal", as) ? "SB.2.4-1" : null;
  if (!activity.parent) return "SB.2.4-3";
  return activity.parent.sequencingControls.forwardOnly ? "SB.2.4-2" : null;
}

// SB.2.9.1 and SB.2.9.2: where one step from the constrained activity leads
function oneStep(activity, direction) {
  for (let one = activity; one.parent; one = one.parent) {
    const siblings = one.parent.getAvailableChildren();
    const next = siblings[siblings.indexOf(one) + direction];
    if (next) return next;
  }
  return activity;
}

function towards(path, ancestor, direction, as) {
  for (const activity of path) {
    const problem = direction === FORWARD ? traversalProblem(activity, FORWARD, as) : null;
    if (problem) return problem;
    if (!activity.isActive && activity !== ancestor && activity.sequencingControls.preventActivation) return "SB.2.9-6";
  }
  return null;
}

function pathDown(ancestor, target) {
  const path = [];
  for (const activity of upwards(target.parent)) {
    path.unshift(activity);
    if (activity === ancestor) break;
  }
  return path;
}

function siblingProblem(root, current, target, as) {
  const siblings = current.parent.getAvailableChildren();
  const [from, to] = [siblings.indexOf(current), siblings.indexOf(target)];
  if (from < 0 || to < 0) return "SB.2.9-5";
  const direction = to > from ? FORWARD : BACKWARD;
  for (let at = from; at !== to; at += direction) {
    const problem = traversalProblem(siblings[at], direction, as);
    if (problem) return problem;
  }
  return null;
}

function otherBranchProblem(root, current, target, ancestor, as) {
  const order = preorder(root);
  let constrained = null;
  for (const activity of upwards(current)) {
    if (activity === ancestor) break;
    if (!activity.sequencingControls.choiceExit) return "SB.2.9-7";
    if (!constrained && activity.sequencingControls.constrainChoice) constrained = activity;
  }
  if (constrained) {
    const direction = order.indexOf(target) > order.indexOf(constrained) ? FORWARD : BACKWARD;
    const reached = oneStep(constrained, direction);
    const within = upwards(target);
    if (!within.includes(reached) && target !== constrained) return "SB.2.9-8";
  }
  if (order.indexOf(target) > order.indexOf(current)) return towards(pathDown(ancestor, target), ancestor, FORWARD, as);
  return towards([...pathDown(ancestor, target), target], ancestor, BACKWARD, as);
}

/** SB.2.9 up to the choice of a leaf: the exception, or null when `target` can be reached. */
export function choiceProblem(root, current, target, as = (one) => one) {
  for (const activity of upwards(target)) {
    const parent = activity.parent;
    if (parent && !(activity.isAvailable && parent.getAvailableChildren().includes(activity))) return "SB.2.9-2";
    if (hasRule(activity, "hiddenFromChoice", as)) return "SB.2.9-3";
  }
  if (target.parent && !target.parent.sequencingControls.choice) return "SB.2.9-4";
  if (current === target) return null;
  const ancestor = current ? commonAncestor(current, target) : root;
  if (current && current.parent && current.parent === target.parent) return siblingProblem(root, current, target, as);
  if (!current || current === ancestor) return target === root ? null : towards(pathDown(ancestor, target), ancestor, FORWARD, as);
  if (target === ancestor) {
    const leaving = upwards(current).slice(0, upwards(current).indexOf(target));
    return leaving.some((activity) => !activity.sequencingControls.choiceExit) ? "SB.2.9-7" : null;
  }
  return otherBranchProblem(root, current, target, ancestor, as);
}
