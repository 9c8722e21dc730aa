// The way through the tree, against the pseudo code of SCORM 2004 4th Edition SN: NB.2.1, SB.2, TB.2.
import assert from 'node:assert/strict';
import test from 'node:test';

import { Learner, after, before, cluster, failed, incomplete, leaf, passed, rule, silent, when } from './sequenced_course.mjs';

const FLOW = { flow: true, choice: true };
const three = (...more) => cluster('org', FLOW, ['a', 'b', 'c'].map((id, at) => leaf(id, more[at] ?? {})));

test('SB.2.5, SB.2.7, SB.2.8: start, continue and previous follow the tree, and the end ends the session', () => {
  const learner = new Learner(cluster('org', FLOW, [cluster('g', FLOW, [leaf('a'), leaf('b')]), leaf('c')]));
  assert.equal(learner.begin(), 'a');
  assert.equal(learner.flow.may('previous'), false);
  assert.equal(learner.go('continue', passed), 'b');
  assert.equal(learner.go('continue', passed), 'c');
  assert.equal(learner.go('previous', passed), 'b');
  assert.equal(learner.go('continue'), 'c');
  assert.ok(learner.flow.atEnd());
  assert.equal(learner.go('continue'), 'end exitAll');
});

test('SB.2.2-1: without flow nothing starts by itself and the learner chooses', () => {
  const learner = new Learner(cluster('org', { choice: true }, [leaf('a'), leaf('b')]));
  assert.equal(learner.begin(), 'a'); // the first that may be chosen
  assert.equal(learner.flow.may('continue'), false);
  assert.equal(learner.api.GetValue('adl.nav.request_valid.continue'), 'false');
  assert.equal(learner.go({ choice: 'b' }), 'b');
});

test('NB.2.1-10: without choice the contents cannot be used', () => {
  const learner = new Learner(cluster('org', { flow: true, choice: false }, [leaf('a'), leaf('b')]));
  learner.begin();
  assert.equal(learner.flow.may({ choice: 'b' }), false);
  assert.equal(learner.api.GetValue('adl.nav.request_valid.choice.{target=b}'), 'false');
  assert.equal(learner.flow.states().b.enabled, false);
});

test('precondition skip: a satisfied part is passed over in both directions', () => {
  const skip = before(rule('skip', [when('satisfied')]));
  const learner = new Learner(three({}, skip));
  learner.begin();
  learner.go('continue', passed);
  assert.equal(learner.go('continue', passed), 'c');
  assert.equal(learner.go('previous'), 'a');
  assert.equal(learner.go('continue'), 'c');
});

test('precondition disabled: closed until its condition is gone, seen from live data', () => {
  const objective = { objectives: [{ objectiveID: 'o', mapInfo: [{ targetObjectiveID: 'g' }] }] };
  const writes = { primaryObjective: { objectiveID: 'p', isPrimary: true, mapInfo: [{ targetObjectiveID: 'g', writeSatisfiedStatus: true }] } };
  const not = { operator: 'not', referencedObjective: 'o' };
  const closed = before(rule('disabled', [when('satisfied', not), when('objectiveStatusKnown', not)], 'any'));
  const root = cluster('org', FLOW, [leaf('a', { ...writes, ...silent }), leaf('b', { ...objective, ...closed })]);
  const learner = new Learner(root);
  learner.begin();
  assert.deepEqual([learner.flow.may('continue'), learner.flow.states().b.enabled], [false, false]);
  assert.equal(learner.api.GetValue('adl.nav.request_valid.continue'), 'false');
  learner.set(failed);
  assert.equal(learner.flow.may('continue'), false);
  learner.set(passed);
  assert.deepEqual([learner.flow.may('continue'), learner.flow.states().b.enabled], [true, true]);
  assert.equal(learner.api.GetValue('adl.nav.request_valid.choice.{target=b}'), 'true');
  assert.equal(learner.leaves({}, '{target=b}choice'), 'b');
  assert.equal(learner.api.GetValue('cmi.objectives.0.success_status'), 'passed');
});

test('precondition hiddenFromChoice: out of the contents, still in the flow', () => {
  const learner = new Learner(three({}, before(rule('hiddenFromChoice', [when('always')]))));
  learner.begin();
  assert.deepEqual(learner.flow.states().b, { status: 'not attempted', score: null, enabled: false, hidden: true });
  assert.equal(learner.go('continue', passed), 'b');
});

test('SB.2.4-1, stopForwardTraversal: no choice past the part that has it, the part itself is open', () => {
  const stop = before(rule('stopForwardTraversal', [when('satisfied', { operator: 'not' }), when('objectiveStatusKnown', { operator: 'not' })], 'any'));
  const learner = new Learner(three({}, { ...stop, ...silent }));
  learner.begin();
  learner.set(passed);
  assert.deepEqual(['b', 'c'].map((id) => learner.flow.may({ choice: id })), [true, false]);
  assert.equal(learner.go({ choice: 'b' }), 'b');
  learner.set(passed);
  assert.equal(learner.flow.may({ choice: 'c' }), true);
});

test('postcondition retry: the same activity is delivered again, as a new attempt with empty data', () => {
  const again = after(rule('retry', [when('satisfied', { operator: 'not' })]));
  const learner = new Learner(three({ ...again, ...silent }));
  learner.begin();
  assert.equal(learner.go('continue', { ...failed, 'cmi.suspend_data': 'half' }), 'a');
  assert.equal(learner.api.GetValue('cmi.suspend_data'), '');
  assert.equal(learner.api.GetValue('cmi.entry'), 'ab-initio');
  assert.equal(learner.activity('a').attemptCount, 2);
  assert.equal(learner.go('continue', passed), 'b');
});

test('postconditions continue, previous, exitParent, exitAll and retryAll', () => {
  const does = (action) => after(rule(action, [when('always')]));
  let learner = new Learner(three(does('continue')));
  learner.begin();
  assert.equal(learner.leaves(passed), 'b'); // no request of its own: the rule moves on
  learner = new Learner(three({}, does('previous')));
  learner.begin();
  learner.go('continue', passed);
  assert.equal(learner.leaves(passed), 'a');
  learner = new Learner(cluster('org', FLOW, [cluster('g', FLOW, [leaf('a', does('exitParent')), leaf('b')]), leaf('c')]));
  learner.begin();
  assert.equal(learner.go('continue', passed), 'c');
  learner = new Learner(three(does('exitAll')));
  learner.begin();
  assert.equal(learner.leaves(passed), 'end exitAll');
  learner = new Learner(three({}, after(rule('retryAll', [when('satisfied', { operator: 'not' })]))));
  learner.begin();
  learner.go('continue', passed);
  assert.equal(learner.leaves(failed), 'a');
  assert.equal(learner.activity('org').attemptCount, 2);
});

test('TB.2.2: a part that is suspended has no post conditions', () => {
  const learner = new Learner(three({ ...after(rule('exitAll', [when('always')])), ...silent }));
  learner.begin();
  assert.equal(learner.go('continue', { 'cmi.exit': 'suspend', ...incomplete }), 'b');
});

test('TB.2.1, exit rules of a cluster end it when one of its parts ends', () => {
  const exit = { sequencingRules: { exitConditionRules: [rule('exit', [when('satisfied')])] } };
  const anySatisfied = { rollupRules: { rules: [{ action: 'satisfied', consideration: 'any', conditionCombination: 'any', conditions: [when('satisfied')] }] } };
  const learner = new Learner(cluster('org', FLOW, [cluster('g', FLOW, [leaf('a'), leaf('b')], { ...exit, ...anySatisfied }), leaf('c')]));
  learner.begin();
  assert.equal(learner.go('continue', passed), 'c');
});

test('attempt limits: a part that was tried often enough is closed', () => {
  const learner = new Learner(three({ attemptLimit: 1 }));
  learner.begin();
  learner.go('continue', passed);
  assert.equal(learner.flow.may('previous'), false);
  assert.equal(learner.flow.states().a.enabled, false);
  // the cluster that is open is not tried again by a step inside it
  const inside = new Learner(cluster('org', FLOW, [cluster('g', FLOW, [leaf('a'), leaf('b')], { attemptLimit: 1 })]));
  inside.begin();
  assert.equal(inside.go('continue', passed), 'b');
});

test('forwardOnly binds its own cluster only', () => {
  const learner = new Learner(cluster('org', { ...FLOW, forwardOnly: true }, [leaf('x'), cluster('g', FLOW, [leaf('a'), leaf('b')])]));
  learner.begin();
  learner.go('continue', passed);
  assert.equal(learner.flow.may('previous'), false); // out of the cluster, against the order above
  learner.go('continue', passed);
  assert.equal(learner.go('previous', passed), 'a');
});

test('jump: the part that is left counts, whatever choice and flow say', () => {
  const learner = new Learner(cluster('org', { flow: true, choice: false }, [leaf('a'), leaf('b'), leaf('c')]));
  learner.begin();
  assert.equal(learner.api.GetValue('adl.nav.request_valid.jump.{target=c}'), 'true');
  assert.equal(learner.leaves(passed, '{target=c}jump'), 'c');
  assert.equal(learner.status('a'), 'passed');
});

test('a request of the learner goes before the one of the part', () => {
  const learner = new Learner(three());
  learner.begin();
  learner.set({ 'adl.nav.request': 'exitAll' });
  assert.equal(learner.go('continue', passed), 'b');
});

test('the parts ask: exit stays, exitAll, suspendAll and abandonAll end', () => {
  for (const [request, expected] of [['exit', 'stay'], ['exitAll', 'end exitAll'], ['suspendAll', 'end suspendAll'], ['abandonAll', 'end abandonAll'], ['continue', 'b']]) {
    const learner = new Learner(three());
    learner.begin();
    assert.equal(learner.leaves(passed, request), expected, request);
  }
});

test('after a part has ended by itself the learner can go on, back and choose', () => {
  const learner = new Learner(three());
  learner.begin();
  assert.equal(learner.leaves(passed), 'stay');
  assert.deepEqual([learner.flow.may('continue'), learner.flow.may('previous'), learner.flow.may({ choice: 'c' })], [true, false, true]);
  assert.equal(learner.go('continue'), 'b');
});

test('hideLMSUI of the open part, and of no other', () => {
  const learner = new Learner(three({ hideLmsUi: ['previous', 'exitAll'] }));
  learner.begin();
  assert.deepEqual([...learner.flow.hiddenControls()], ['previous', 'exitAll']);
  learner.go('continue', passed);
  assert.deepEqual([...learner.flow.hiddenControls()], []);
  const root = cluster('org', { flow: true, choice: true }, [leaf('a')], { hideLmsUi: ['continue'] });
  const inside = new Learner(root);
  inside.begin();
  assert.deepEqual([...inside.flow.hiddenControls()], []); // what hides the buttons of a group's own page is not passed down
});

test('SN 3.7: a limit of time closes nothing: it is the course that is told of it', () => {
  const limit = { attemptAbsoluteDurationLimit: 'PT30M' };
  const learner = new Learner(cluster('org', FLOW, [leaf('a', limit), leaf('b', { activityAbsoluteDurationLimit: 'PT1M' })], limit));
  assert.equal(learner.begin(), 'a');
  assert.equal(learner.go('continue', { 'cmi.session_time': 'PT45M', ...passed }), 'b');
  assert.equal(learner.go('previous', { 'cmi.session_time': 'PT45M', ...passed }), 'a');
});
