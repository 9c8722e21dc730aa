/**
 * Where scorm-again 3.4.3 leaves the pseudo code of SCORM 2004 4th Edition (SN), and what stands there instead.
 *
 * Each correction is put into one `OverallSequencingProcess`, so nothing of the library is copied or changed.
 * `tests/javascript/sequencing_*.test.mjs` hold every one of them against the standard.
 */

import { choiceProblem, requestProblem } from "./sequencing_choice.js";
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

// SR.1: each new attempt chooses among all children; scorm-again would choose among those it chose before
function correctSelection(overall) {
  const handler = overall.deliveryHandler;
  const original = handler.contentDeliveryEnvironmentProcess.bind(handler);
  handler.contentDeliveryEnvironmentProcess = (activity) => {
    for (let one = activity.parent; one; one = one.parent) {
      const controls = one.sequencingControls;
      if (one.isActive || one.isSuspended || controls.selectionTiming !== "onEachNewAttempt" || controls.selectCount === null) continue;
      for (const child of one.children) {
        if (child === activity) continue;
        child.isAvailable = true;
        child.isHiddenFromChoice = false;
      }
    }
    original(activity);
  };
}

/** Makes `overall` decide as the standard says. */
export function correct(overall) {
  correctChoice(overall);
  correctJump(overall);
  correctPostConditions(overall);
  correctForwardOnly(overall);
  correctSelection(overall);
  correctRollup(overall.rollupProcess);
  return overall;
}
