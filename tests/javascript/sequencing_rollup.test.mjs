// Roll-up: SCORM 2004 4th Edition SN, RB.1.1 to RB.1.5.
import assert from 'node:assert/strict';
import test from 'node:test';

import { Learner, before, cluster, failed, incomplete, leaf, passed, rule, silent, when } from './sequenced_course.mjs';

const FLOW = { flow: true, choice: true };
const rollup = (action, consideration, conditions, more = {}) => ({
  rollupRules: { rules: [{ action, consideration, conditionCombination: 'any', conditions, ...more }] },
});

/** Plays the parts a, b, c … with what each reports; the course's status and score. */
function course(reports, more = {}, parts = []) {
  const ids = reports.map((_, at) => 'abcdef'[at]);
  const learner = new Learner(cluster('org', FLOW, ids.map((id, at) => leaf(id, { ...silent, ...parts[at] })), more));
  learner.begin();
  reports.forEach((report, at) => {
    if (!report) return;
    if (learner.at !== ids[at]) learner.go({ choice: ids[at] });
    learner.leaves(report);
  });
  const { completionStatus, objectiveSatisfiedStatusKnown: known, objectiveSatisfiedStatus: satisfied } = learner.activity('org');
  return { completion: completionStatus, satisfied: known ? satisfied : 'unknown', measure: learner.activity('org').objectiveMeasureStatus ? learner.activity('org').objectiveNormalizedMeasure : 'unknown' };
}

test('RB.1.2 b, RB.1.3 b by default: all children decide, an unknown one leaves it open', () => {
  assert.deepEqual(course([passed, passed]), { completion: 'completed', satisfied: true, measure: 'unknown' });
  assert.equal(course([failed, passed]).satisfied, false);
  assert.equal(course([failed, null]).satisfied, 'unknown');
  assert.equal(course([passed, null]).satisfied, 'unknown');
  assert.equal(course([passed, incomplete]).completion, 'incomplete');
});

test('RB.1.4: any, none, at least a number, at least a share', () => {
  const done = [when('satisfied')];
  assert.equal(course([passed, failed, null], rollup('satisfied', 'any', done)).satisfied, true);
  assert.equal(course([failed, failed], rollup('satisfied', 'none', done)).satisfied, true);
  assert.equal(course([passed, failed, null], rollup('satisfied', 'none', done)).satisfied, 'unknown');
  assert.equal(course([passed, passed, null], rollup('satisfied', 'atLeastCount', done, { minimumCount: 2 })).satisfied, true);
  assert.equal(course([passed, null, null], rollup('satisfied', 'atLeastCount', done, { minimumCount: 2 })).satisfied, 'unknown');
  assert.equal(course([passed, passed, null, null], rollup('satisfied', 'atLeastPercent', done, { minimumPercent: 50 })).satisfied, true);
  assert.equal(course([passed, null, null, null], rollup('satisfied', 'atLeastPercent', done, { minimumPercent: 50 })).satisfied, 'unknown');
});

test('RB.1.4.1: `not` of what nobody knows is not true', () => {
  const bad = rollup('notSatisfied', 'any', [when('satisfied', { operator: 'not' })]);
  assert.equal(course([passed, null], bad).satisfied, 'unknown');
  assert.equal(course([passed, failed], bad).satisfied, false);
});

test('conditions are combined by all where the rule says so', () => {
  const both = rollup('completed', 'any', [when('completed'), when('satisfied')], { conditionCombination: 'all' });
  assert.notEqual(course([failed, null], both).completion, 'completed');
  assert.equal(course([passed, null], both).completion, 'completed');
});

test('RB.1.1 a: measures are weighed as the manifest says, also those of parts without one', () => {
  const score = (value) => ({ 'cmi.score.scaled': value, ...incomplete });
  assert.equal(course([score('1'), score('0.5')]).measure, 0.75);
  assert.equal(course([score('1'), null]).measure, 0.5);
  const weigh = (objectiveMeasureWeight) => ({ sequencingControls: { flow: false, objectiveMeasureWeight } });
  assert.equal(course([score('0.2'), score('0.8')], {}, [weigh(0), weigh(1)]).measure, 0.8);
  assert.equal(course([score('0.2'), score('0.8')], {}, [weigh(3), weigh(1)]).measure.toFixed(6), '0.350000');
  assert.equal(course([score('0.2')], {}, [weigh(0)]).measure, 'unknown');
});

test('RB.1.2 a: where the measure decides, rules do not', () => {
  const by = { primaryObjective: { objectiveID: ' ', isPrimary: true, satisfiedByMeasure: true, minNormalizedMeasure: 0.6 } };
  const always = rollup('notSatisfied', 'any', [when('always')]);
  assert.equal(course([{ 'cmi.score.scaled': '0.7' }], { ...by, ...always }).satisfied, true);
  assert.equal(course([{ 'cmi.score.scaled': '0.5' }], by).satisfied, false);
  assert.equal(course([passed], by).satisfied, 'unknown');
});

test('untracked parts and those that say they do not count are left out', () => {
  const out = { sequencingControls: { flow: false, rollupObjectiveSatisfied: false, rollupProgressCompletion: false } };
  assert.deepEqual(course([passed, failed], {}, [{}, out]), { completion: 'completed', satisfied: true, measure: 'unknown' });
  assert.equal(course([passed, failed], {}, [{}, { deliveryControls: { tracked: false } }]).satisfied, true);
});

test('RB.1.4.2: ifAttempted leaves out what nobody opened', () => {
  const considerations = { rollupConsiderations: { requiredForSatisfied: 'ifAttempted', requiredForCompleted: 'ifAttempted' } };
  assert.equal(course([passed, null], {}, [{}, considerations]).satisfied, true);
});

test('a part that says nothing is completed and satisfied, unless it says that it reports itself', () => {
  assert.deepEqual(course([{}], {}, [{ deliveryControls: {} }]), { completion: 'completed', satisfied: true, measure: 'unknown' });
  assert.equal(course([{}]).satisfied, 'unknown');
});

const considers = (value) => ({ rollupConsiderations: { requiredForSatisfied: value, requiredForNotSatisfied: value, requiredForCompleted: value, requiredForIncomplete: value } });

test('RB.1.4.2: ifNotSkipped leaves out what would be skipped now, ifNotSuspended what is suspended or never begun', () => {
  const skipped = { ...before(rule('skip', [when('always')])), ...considers('ifNotSkipped') };
  assert.deepEqual(course([passed, null], {}, [{}, skipped]), { completion: 'completed', satisfied: true, measure: 'unknown' });
  const open = { ...before(rule('skip', [when('never')])), ...considers('ifNotSkipped') };
  assert.equal(course([passed, null], {}, [{}, open]).satisfied, 'unknown');
  assert.equal(course([passed, null], {}, [{}, before(rule('skip', [when('always')]))]).satisfied, 'unknown');
  assert.equal(course([passed, null], {}, [{}, considers('ifNotSuspended')]).satisfied, true);
  const suspended = { ...failed, 'cmi.exit': 'suspend' };
  assert.equal(course([suspended, passed], {}, [considers('ifNotSuspended')]).satisfied, true);
  assert.equal(course([failed, passed], {}, [considers('ifNotSuspended')]).satisfied, false);
});

test('RB.1.4, 1.2.4: where no part counts no rule changes anything, whatever it asks for', () => {
  const out = { sequencingControls: { flow: false, rollupObjectiveSatisfied: false, rollupProgressCompletion: false } };
  for (const consideration of ['all', 'any', 'none', 'atLeastCount', 'atLeastPercent']) {
    const rules = rollup('satisfied', consideration, [when('satisfied', { operator: 'not' })], { minimumCount: 0, minimumPercent: 0 });
    assert.equal(course([failed, failed], rules, [out, out]).satisfied, 'unknown', consideration);
  }
  const some = rollup('satisfied', 'atLeastCount', [when('satisfied')], { minimumCount: 0 });
  assert.equal(course([failed, failed], some, [out]).satisfied, true, 'one that counts is enough for none of them');
});

test('RB.1.1 a: untracked parts weigh nothing, a part that is told to weigh nothing decides nothing, nor does one that is no longer known', () => {
  const score = (value) => ({ 'cmi.score.scaled': value, ...incomplete });
  assert.equal(course([score('0.4'), score('1')], {}, [{}, { deliveryControls: { tracked: false } }]).measure, 0.4);
  assert.equal(course([score('-1'), score('1')]).measure, 0);
  assert.equal(course([incomplete, incomplete]).measure, 'unknown');
  const weigh = (objectiveMeasureWeight) => ({ sequencingControls: { flow: false, objectiveMeasureWeight } });
  assert.equal(course([score('1'), incomplete], {}, [weigh(0), weigh(1)]).measure, 0, 'known and worth nothing of what counts');
});
