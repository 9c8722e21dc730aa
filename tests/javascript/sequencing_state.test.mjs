// What outlives a part, a visit and an experience of a sequenced course; chance; shared data.
import assert from 'node:assert/strict';
import test from 'node:test';

import { Learner, cluster, incomplete, leaf, passed } from './sequenced_course.mjs';

const FLOW = { flow: true, choice: true };
const SUSPEND = { 'cmi.exit': 'suspend', 'cmi.suspend_data': 'page 3', ...incomplete };
const root = () => cluster('org', FLOW, ['a', 'b', 'c'].map((id) => leaf(id)));

test('suspendAll and resumeAll: the next visit goes on in the same part with its data', () => {
  const learner = new Learner(root());
  learner.begin();
  learner.go('continue', passed);
  assert.equal(learner.go('suspendAll', SUSPEND), 'end suspendAll');
  const later = learner.again(root());
  assert.equal(later.begin(), 'b');
  assert.equal(later.api.GetValue('cmi.entry'), 'resume');
  assert.equal(later.api.GetValue('cmi.suspend_data'), 'page 3');
  assert.equal(later.status('a'), 'passed');
  assert.equal(later.activity('b').attemptCount, 1);
});

test('a window that went away in the middle of a part goes on in it', () => {
  const learner = new Learner(root());
  learner.begin();
  learner.set({ 'cmi.suspend_data': 'half', ...incomplete });
  learner.api.Commit('');
  const later = learner.again(root());
  assert.equal(later.begin(), 'a');
  assert.equal(later.outcome.resumed, true);
  assert.equal(later.api.GetValue('cmi.suspend_data'), 'half');
});

test('a part that suspended itself resumes when the learner comes back to it, in the same visit', () => {
  const learner = new Learner(root());
  learner.begin();
  learner.go('continue', SUSPEND);
  assert.equal(learner.go('previous', passed), 'a');
  assert.equal(learner.api.GetValue('cmi.entry'), 'resume');
  assert.equal(learner.api.GetValue('cmi.suspend_data'), 'page 3');
  assert.equal(learner.api.GetValue('cmi.completion_status'), 'incomplete');
});

test('the second part reads nothing of the first, and its result stays its own', () => {
  const learner = new Learner(root());
  learner.begin();
  learner.go('continue', { ...passed, 'cmi.suspend_data': 'of a', 'cmi.location': '7', 'cmi.score.scaled': '1' });
  for (const element of ['cmi.suspend_data', 'cmi.location', 'cmi.score.scaled']) assert.equal(learner.api.GetValue(element), '', element);
  assert.equal(learner.api.GetValue('cmi.success_status'), 'unknown');
  assert.equal(learner.status('b'), 'incomplete');
  learner.go('continue', incomplete);
  assert.equal(learner.kept.get('b').status, 'incomplete'); // what the part said, not what the course rolls up to
});

test('global objectives: for one experience of the course, or for good', () => {
  const tree = () => cluster('org', FLOW, [
    leaf('a', { primaryObjective: { objectiveID: 'p', isPrimary: true, mapInfo: [{ targetObjectiveID: 'g', writeSatisfiedStatus: true }] } }),
    leaf('b', { objectives: [{ objectiveID: 'o', mapInfo: [{ targetObjectiveID: 'g' }] }] }),
  ]);
  for (const [toSystem, expected] of [[true, 'passed'], [false, 'unknown']]) {
    const learner = new Learner(tree());
    learner.begin();
    learner.go('exitAll', passed);
    const later = learner.again(tree(), { ended: true, objectives_global_to_system: toSystem });
    later.begin();
    later.go({ choice: 'b' }, { 'cmi.success_status': 'unknown' });
    if (toSystem) assert.equal(later.api.GetValue('cmi.objectives.0.success_status'), expected);
    assert.equal(later.at, 'b');
  }
});

test('adl.data: one part writes, the next reads, as their maps let them, and it is kept', () => {
  const map = (readSharedData, writeSharedData) => ({ sharedDataMaps: [{ targetID: 'bucket', readSharedData, writeSharedData }] });
  const tree = () => cluster('org', FLOW, [leaf('a', map(true, true)), leaf('b', map(true, false))]);
  const learner = new Learner(tree());
  learner.begin();
  assert.equal(learner.api.GetValue('adl.data._count'), '1');
  assert.equal(learner.api.SetValue('adl.data.0.store', 'shared'), 'true');
  learner.go('continue', passed);
  assert.equal(learner.api.GetValue('adl.data.0.id'), 'bucket');
  assert.equal(learner.api.GetValue('adl.data.0.store'), 'shared');
  assert.equal(learner.api.SetValue('adl.data.0.store', 'mine'), 'false');
  assert.equal(learner.api.GetLastError(), '404');
  learner.go('suspendAll', SUSPEND);
  const later = learner.again(tree());
  assert.equal(later.begin(), 'b');
  assert.equal(later.api.GetValue('adl.data.0.store'), 'shared');
});

test('selection: a new attempt chooses among all, and what is not chosen is neither offered nor reached', () => {
  const seen = new Set();
  for (let round = 0; round < 40; round += 1) {
    const group = cluster('g', { ...FLOW, selectionTiming: 'onEachNewAttempt', selectCount: 2 }, ['a', 'b', 'c', 'd'].map((id) => leaf(id)));
    const learner = new Learner(cluster('org', FLOW, [group, leaf('z')]));
    let at = learner.begin();
    const way = [];
    const hidden = Object.entries(learner.flow.states()).filter(([, state]) => state.hidden).map(([id]) => id);
    while (at !== 'z') {
      way.push(at);
      seen.add(at);
      at = learner.go('continue', passed);
    }
    assert.equal(way.length, 2);
    assert.equal(hidden.length, 2);
    assert.deepEqual([learner.flow.taken().length, learner.flow.result().parts], [3, 3]);
    assert.ok(!way.some((id) => hidden.includes(id)));
    learner.go({ choice: 'g' }, passed);
    assert.notEqual(learner.at, null);
  }
  assert.deepEqual([...seen].sort(), ['a', 'b', 'c', 'd']);
});

test('reordering: every order occurs, nothing is lost', () => {
  const firsts = new Set();
  for (let round = 0; round < 60; round += 1) {
    const learner = new Learner(cluster('org', { ...FLOW, randomizationTiming: 'onEachNewAttempt', randomizeChildren: true }, ['a', 'b', 'c'].map((id) => leaf(id))));
    const way = [learner.begin()];
    for (let step = 0; step < 2; step += 1) way.push(learner.go('continue', passed));
    firsts.add(way[0]);
    assert.deepEqual([...way].sort(), ['a', 'b', 'c']);
  }
  assert.equal(firsts.size, 3);
});

test('an old window of a part that is over says nothing into the next', () => {
  const learner = new Learner(root());
  learner.begin();
  const old = learner.api;
  learner.go('continue', passed);
  assert.equal(old.SetValue('cmi.suspend_data', 'late'), 'false');
  assert.equal(old.GetLastError(), '133');
  assert.equal(learner.api.GetValue('cmi.suspend_data'), '');
  assert.equal(learner.calls.at(-3).part.id, 'a');
  assert.equal(learner.calls.at(-3).errorCode, '133');
});
