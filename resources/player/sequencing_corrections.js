/**
 * Where scorm-again 3.4.3 leaves the pseudo code of SCORM 2004 4th Edition (SN), and what stands there instead.
 *
 * Each correction is put into one `OverallSequencingProcess`, so nothing of the library is copied or changed.
 * `tests/javascript/sequencing_*.test.mjs` hold every one of them against the standard.
 */

import { choiceProblem, hasRule, requestProblem } from "./sequencing_choice.js";
import { correctRollup } from "./sequencing_rollup.js";

const EXIT = "exit";

function refused(exception) {
  return { deliveryRequest: "doNotDeliver", targetActivity: null, exception, endSequencingSession: false };
}

// NB.2.1 and SB.2.9
function correctChoice(overall) {
  const { activityTree: tree, sequencingProcess: process, navigationValidityService: validity } = overall;
  validity.validateChoicePath = (current, target) => {
    const exception = requestProblem(current, target);
    return { valid: !exception, exception };
  };
  process.choiceHandler.handleChoice = (id, current) => {
    const target = tree.getActivity(id);
    if (!target) return refused("SB.2.9-1");
    const as = (activity) => process.traversalService.getActivityForEvaluation(activity, target);
    const exception = choiceProblem(tree.root, current, target, as);
    if (exception) return refused(exception);
    if (!target.children.length) return { deliveryRequest: "deliver", targetActivity: target, exception: null, endSequencingSession: false };
    const flow = process.traversalService.findFirstDeliverableActivityResult(target);
    if (!flow.deliverable || !flow.identifiedActivity) return refused("SB.2.9-9");
    return { deliveryRequest: "deliver", targetActivity: flow.identifiedActivity, exception: null, endSequencingSession: false };
  };
}

// NB.2.1: a jump ends the open part like every other request; scorm-again leaves its result behind
function correctJump(overall) {
  const { activityTree: tree, navigationValidityService: validity } = overall;
  const original = validity.validateJumpRequest.bind(validity);
  validity.validateJumpRequest = (id) => {
    const answer = original(id);
    if (answer.valid && !tree.getActivity(id)) {
      answer.valid = false;
      answer.exception = "NB.2.1-11";
    }
    if (answer.valid && tree.currentActivity?.isActive) answer.terminationRequest = EXIT;
    return answer;
  };
}

// TB.2.2: a suspended activity has no post conditions
function correctPostConditions(overall) {
  const handler = overall.terminationHandler;
  const original = handler.evaluatePostConditions.bind(handler);
  handler.evaluatePostConditions = (activity) => (activity.isSuspended ? { sequencingRequest: null, terminationRequest: null } : original(activity));
}

// NB.2.1, SB.2.1: "forward only" binds the steps inside its own cluster, not those of clusters further down
function correctForwardOnly(overall) {
  const { sequencingProcess: process, navigationValidityService: validity } = overall;
  const forwardOnly = (activity) => Boolean(activity.parent?.sequencingControls.forwardOnly);
  validity.validateForwardOnlyConstraints = (current) => ({ valid: !forwardOnly(current), exception: forwardOnly(current) ? "NB.2.1-8" : null });
  process.flowHandler.checkForwardOnlyViolation = (activity) => (forwardOnly(activity) ? "SB.2.1-4" : null);
  const traversal = process.traversalService;
  const original = traversal.traverseBackward.bind(traversal);
  traversal.traverseBackward = (from, skipChildren) => {
    for (let one = from; one.parent; one = one.parent) {
      if (one.parent.sequencingControls.forwardOnly) return { activity: null, endSequencingSession: false, exception: "SB.2.1-4" };
      if (one.parent.getAvailableChildren()[0] !== one) break;
    }
    return original(from, skipChildren);
  };
}

/** Draws the children of one cluster anew: which of them (SR.1) and in which order (SR.2). */
function draw(cluster) {
  const { selectionTiming, selectCount, randomizationTiming, randomizeChildren } = cluster.sequencingControls;
  const children = cluster.children; // the cluster's own list
  if (selectionTiming !== "never" && selectCount !== null && selectCount < children.length) {
    const left = [...children];
    while (left.length > selectCount) left.splice(Math.floor(Math.random() * left.length), 1);
    for (const child of children) {
      child.isAvailable = left.includes(child);
      child.isHiddenFromChoice = !child.isAvailable;
    }
    cluster.sequencingControls.selectionCountStatus = true; // scorm-again's note that "once" is done
  }
  if (randomizationTiming !== "never" && randomizeChildren) {
    for (let at = children.length - 1; at > 0; at -= 1) {
      const other = Math.floor(Math.random() * (at + 1));
      [children[at], children[other]] = [children[other], children[at]];
    }
    cluster.sequencingControls.reorderChildren = true;
  }
  cluster.setProcessedChildren(children.filter((child) => child.isAvailable));
}

function drawn(cluster) {
  const { selectionTiming, randomizationTiming } = cluster.sequencingControls;
  return cluster.children.length > 0 && (selectionTiming !== "never" || randomizationTiming !== "never");
}

/** Before a course is first entered, every cluster that leaves something to chance is drawn once. */
export function drawAll(overall) {
  for (const activity of overall.activityTree.getAllActivities()) if (drawn(activity)) draw(activity);
}

// SR.1, SR.2, UP.4: drawn at the start and when an attempt at the cluster ends; scorm-again draws again while it
// delivers, after the first part has been found, and never takes back what it did not choose
function correctChance(overall) {
  const { deliveryHandler: delivery, terminationHandler: termination } = overall;
  const deliver = delivery.contentDeliveryEnvironmentProcess.bind(delivery);
  delivery.contentDeliveryEnvironmentProcess = (activity) => {
    const held = [];
    for (let one = activity.parent; one; one = one.parent) {
      if (!drawn(one)) continue;
      const { selectionTiming, randomizationTiming } = one.sequencingControls;
      held.push([one, selectionTiming, randomizationTiming, one.getAvailableChildren()]);
      Object.assign(one.sequencingControls, { selectionTiming: "never", randomizationTiming: "never" });
    }
    try {
      deliver(activity);
    } finally {
      for (const [one, selectionTiming, randomizationTiming, children] of held) {
        Object.assign(one.sequencingControls, { selectionTiming, randomizationTiming });
        one.setProcessedChildren(children);
      }
    }
  };
  const end = termination.endAttempt.bind(termination);
  termination.endAttempt = (activity) => {
    const wasActive = activity.isActive;
    end(activity);
    const { selectionTiming, randomizationTiming } = activity.sequencingControls;
    const each = [selectionTiming, randomizationTiming].includes("onEachNewAttempt");
    if (wasActive && each && drawn(activity) && !activity.isSuspended) draw(activity);
  };
}

// DB.1.1, UP.5, UP.1: what is disabled is not delivered, and a cluster that is already open needs no further attempt. Of
// the limits only that of attempts closes an activity (SN 3.7); scorm-again takes a limit of time for time already spent.
function correctDelivery(overall) {
  overall.deliveryValidator.checkActivity = (activity) => {
    if (!activity.isAvailable || hasRule(activity, "disabled")) return false;
    if (activity.isActive || activity.isSuspended || activity.attemptLimit === null) return true;
    return activity.attemptCount < activity.attemptLimit;
  };
}

/** Makes `overall` decide as the standard says. */
export function correct(overall) {
  correctChoice(overall);
  correctJump(overall);
  correctPostConditions(overall);
  correctForwardOnly(overall);
  correctChance(overall);
  correctDelivery(overall);
  correctRollup(overall.rollupProcess);
  return overall;
}
