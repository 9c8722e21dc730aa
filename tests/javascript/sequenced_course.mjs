// A learner in a sequenced course without a page: the real run-time library, our façade and flow.
import { carriedOver, keep, startingData } from '../../resources/player/attempt.js';
import { Runtime } from '../../resources/player/runtime.js';
import { SequencedFlow } from '../../resources/player/sequenced_flow.js';
import { libraries } from './scorm_again.mjs';

console.debug = () => {}; // the library tells every delivery

const OFF = { flow: false };

/** An activity: `leaf('a', { … })`, `cluster('g', { flow: true }, [children], { … })`. */
export const leaf = (id, more = {}) => ({ id, title: id, sequencingControls: OFF, ...more });
export const cluster = (id, controls, children, more = {}) => ({ id, title: id, sequencingControls: { ...OFF, ...controls }, children, ...more });
export const when = (condition, more = {}) => ({ condition, ...more });
export const rule = (action, conditions, conditionCombination = 'all') => ({ action, conditions, conditionCombination });
export const before = (...rules) => ({ sequencingRules: { preConditionRules: rules } });
export const after = (...rules) => ({ sequencingRules: { postConditionRules: rules } });
export const silent = { deliveryControls: { completionSetByContent: true, objectiveSetByContent: true } };

function item(activity) {
  const children = (activity.children ?? []).map(item);
  return { id: activity.id, title: activity.title, visible: activity.isVisible, launch: children.length ? null : `${activity.id}.html`, kind: 'sco', children };
}

export class Learner {
  constructor(root, { attempt = null, kept = new Map(), ...course } = {}) {
    this.kept = kept;
    this.calls = [];
    this.course = { standard: '2004', items: root.children.map(item), learner: { id: 'l', name: 'L' }, attempt, ...course };
    let n = 0;
    this.runtime = new Runtime({
      standard: '2004',
      libraries: libraries(),
      sequencing: { activityTree: structuredClone(root) },
      hooks: {
        onCall: (call) => this.calls.push(call),
        onCommit: (part, cmi, { ended }) => kept.set(part.id, keep('2004', cmi, { ended, kept: kept.get(part.id), n: ++n })),
        onChange: (part, data, element) => this.flow.changed(element),
        onTerminate: (part, navigation) => { this.byItself = navigation; },
        mayNavigate: (request) => this.flow.may(request),
        onProblem: (problem) => { throw problem; },
      },
    });
    this.flow = new SequencedFlow({ course: this.course, kept, runtime: this.runtime });
  }

  begin() {
    return this.arrive(this.flow.begin());
  }

  /** The id of the part that is open after an outcome, or what happened instead: "end …", "stay …". */
  arrive(outcome) {
    this.outcome = outcome;
    this.at = outcome.part?.id ?? null;
    if (!outcome.part) return outcome.end ? `end ${outcome.end}` : `stay ${outcome.why}`.trim();
    const from = carriedOver('2004', this.kept.get(this.at) ?? null, outcome.resumed);
    if (from) this.kept.set(this.at, from);
    this.runtime.load(outcome.part, startingData('2004', outcome.part, from, this.course.learner, { resumed: outcome.resumed }));
    this.api = this.runtime.api;
    this.api.Initialize('');
    return this.at;
  }

  set(values) {
    for (const [element, value] of Object.entries(values)) {
      if (this.api.SetValue(element, value) !== 'true') throw new Error(`${element} = ${value}: ${this.api.GetLastError()}`);
    }
    return this;
  }

  /** The open part reports, then the learner asks for `request`. */
  go(request, values = {}) {
    this.set(values);
    this.runtime.expect(request);
    this.runtime.unload();
    return this.arrive(this.flow.request(request));
  }

  /** The open part reports and terminates, with a request of its own or without. */
  leaves(values = {}, request = null) {
    this.set(request ? { ...values, 'adl.nav.request': request } : values);
    this.api.Terminate('');
    return this.arrive(this.flow.ended(this.byItself));
  }

  status(id) {
    return this.flow.states()[id].status;
  }

  activity(id) {
    return this.runtime.engine.getSequencingService().getOverallSequencingProcess().activityTree.getActivity(id);
  }

  /** A later visit, from what was kept. */
  again(root, { ended = false, ...more } = {}) {
    const state = { engine: this.flow.serialise(), ended };
    return new Learner(root, { attempt: { sequencing: { state } }, kept: this.kept, ...more });
  }
}

export const passed = { 'cmi.success_status': 'passed', 'cmi.completion_status': 'completed' };
export const failed = { 'cmi.success_status': 'failed', 'cmi.completion_status': 'completed' };
export const incomplete = { 'cmi.completion_status': 'incomplete' };
