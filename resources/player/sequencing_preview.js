/**
 * What would happen if: every navigation request tried on a copy of the activity tree, with what the open part has
 * reported so far.
 *
 * Because the buttons and `adl.nav.request_valid` must not promise what will be refused: a refused request leaves the
 * learner with a part that has already ended. scorm-again's own preview knows no choice and none of our corrections.
 */

import { hasRule, upwards } from "./sequencing_choice.js";
import { correct } from "./sequencing_corrections.js";

const COLLECTIONS = [Map, Set];

/** A deep copy that keeps classes and cycles. Functions are shared: activities have none of their own. */
export function copyOf(value, seen = new Map()) {
  if (value === null || typeof value !== "object") return value;
  if (seen.has(value)) return seen.get(value);
  if (value instanceof Date) return new Date(value.getTime());
  const Collection = COLLECTIONS.find((kind) => value instanceof kind);
  if (Collection) {
    const copy = new Collection();
    seen.set(value, copy);
    if (Collection === Map) for (const [key, entry] of value) copy.set(copyOf(key, seen), copyOf(entry, seen));
    else for (const entry of value) copy.add(copyOf(entry, seen));
    return copy;
  }
  const copy = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
  seen.set(value, copy);
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key], seen);
  return copy;
}

/** Tries requests for one scorm-again API. */
export class LookAhead {
  #api;

  constructor(api) {
    this.#api = api;
  }

  get #overall() {
    return this.#api.getSequencingService().getOverallSequencingProcess();
  }

  #copy() {
    const live = this.#overall;
    const tree = Object.create(Object.getPrototypeOf(live.activityTree));
    const seen = new Map([[live.activityTree, tree]]);
    for (const key of Object.keys(live.activityTree)) tree[key] = copyOf(live.activityTree[key], seen);
    const service = this.#api.getSequencingService();
    const data = this.#api.isInitialized() ? service.getCMIDataForTransfer() : null;
    const outcome = { ended: null };
    const process = new live.sequencingProcess.constructor(tree, null, null, null, {});
    const overall = new live.constructor(
      tree,
      process,
      new live.rollupProcess.constructor(),
      null,
      (event, facts) => { if (event === "onSequencingSessionEnd") outcome.ended = facts.reason; },
      { getCMIData: () => data },
    );
    const globals = overall.getGlobalObjectiveMap();
    globals.clear();
    for (const [id, entry] of live.getGlobalObjectiveMap()) globals.set(id, copyOf(entry));
    overall.setContentDelivered(live.hasContentBeenDelivered());
    return { overall: correct(overall), tree, outcome };
  }

  #exitType() {
    return (this.#api.isInitialized() && this.#api.cmi.getExitValueInternal()) || "";
  }

  /** { allowed, target, ended }: the id of the activity that would be delivered, or why the session would end. */
  request(name, target = null) {
    const { overall, outcome } = this.#copy();
    const answer = overall.processNavigationRequest(name, target, this.#exitType());
    const delivered = answer.valid ? answer.targetActivity?.id ?? null : null;
    return { allowed: Boolean(delivered || (answer.valid && outcome.ended)), target: delivered, ended: outcome.ended };
  }

  /**
   * Id → { enabled, hidden, disabled } for every activity, as it would be after the open part has ended: one copy
   * serves all.
   */
  choices() {
    const live = this.#overall;
    const { overall, tree } = this.#copy();
    const current = tree.currentActivity;
    let elsewhere = false; // the end of the part leads somewhere of its own, whatever is chosen
    if (current?.isActive) {
      const ended = overall.terminationHandler.processTerminationRequest("exit", true, this.#exitType());
      elsewhere = Boolean(ended.sequencingRequest);
    }
    const found = new Map();
    for (const activity of tree.getAllActivities()) {
      const as = (one) => overall.sequencingProcess.traversalService.getActivityForEvaluation(one, activity);
      const path = upwards(activity);
      const gone = path.some((one) => one.parent && !(one.isAvailable && one.parent.getAvailableChildren().includes(one)));
      found.set(activity.id, {
        enabled: this.#choosable(live, overall, activity, elsewhere),
        hidden: gone || path.some((one) => hasRule(one, "hiddenFromChoice", as)),
        disabled: path.some((one) => hasRule(one, "disabled", as)),
      });
    }
    return found;
  }

  #choosable(live, overall, activity, elsewhere) {
    const target = live.activityTree.getActivity(activity.id);
    if (!live.navigationValidityService.validateChoicePath(live.activityTree.currentActivity, target).valid) return false;
    if (elsewhere) return true;
    const answer = overall.sequencingProcess.choiceHandler.handleChoice(activity.id, overall.activityTree.currentActivity);
    if (answer.deliveryRequest !== "deliver") return false;
    return overall.deliveryHandler.processDeliveryRequest(answer.targetActivity).valid;
  }
}
