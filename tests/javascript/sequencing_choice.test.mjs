// What may be chosen: SCORM 2004 4th Edition SN, NB.2.1 and SB.2.9 with SB.2.4, case by case.
import assert from 'node:assert/strict';
import test from 'node:test';

import { Learner, before, cluster, leaf, passed, rule, when } from './sequenced_course.mjs';

const FLOW = { flow: true, choice: true };

/** Two clusters of two and three of one, the learner at `at`: the ids that may be chosen, those that are refused. */
function choices(controls, at = 'a1', more = {}) {
  const root = cluster('org', { ...FLOW, ...controls.org }, [
    cluster('a', { ...FLOW, ...controls.a }, [leaf('a1', more.a1), leaf('a2', more.a2)], more.a),
    cluster('b', { ...FLOW, ...controls.b }, [leaf('b1'), leaf('b2')], more.b),
    cluster('c', { ...FLOW, ...controls.c }, [leaf('c1')], more.c),
  ]);
  const learner = new Learner(root);
  learner.begin();
  if (at !== 'a1') assert.equal(learner.go({ choice: at }, passed), at);
  const ids = ['a', 'a1', 'a2', 'b', 'b1', 'b2', 'c', 'c1'];
  const may = ids.filter((id) => learner.flow.may({ choice: id }));
  // what is predicted is what happens
  for (const id of ids) {
    const other = new Learner(root);
    other.begin();
    if (at !== 'a1') other.go({ choice: at }, passed);
    const arrived = other.go({ choice: id }, passed);
    // refused before the part has ended, the learner is back in it; refused after that, nothing is open
    if (may.includes(id)) assert.ok(!arrived.startsWith('stay'), `${id}: ${arrived}`);
    else assert.ok(arrived.startsWith('stay') || (arrived === at && other.outcome.resumed), `${id}: ${arrived}`);
  }
  return may.join(' ');
}

test('everything may be chosen where nothing is said', () => {
  assert.equal(choices({}), 'a a1 a2 b b1 b2 c c1');
});

test('choice false closes the children of a cluster, not the cluster', () => {
  assert.equal(choices({ b: { choice: false } }), 'a a1 a2 b c c1');
});

test('NB.2.1-8: choiceExit false keeps the learner inside', () => {
  assert.equal(choices({ a: { choiceExit: false } }), 'a a1 a2');
});

test('SB.2.9-8: constrainChoice leaves its own cluster and the next ones, both ways', () => {
  assert.equal(choices({ a: { constrainChoice: true } }), 'a a1 a2 b b1 b2');
  assert.equal(choices({ b: { constrainChoice: true } }, 'b1'), 'a a1 a2 b b1 b2 c c1');
  assert.equal(choices({ c: { constrainChoice: true } }, 'c1'), 'b b1 b2 c c1');
});

test('constrainChoice of the common parent says nothing about its children', () => {
  assert.equal(choices({ org: { constrainChoice: true } }), 'a a1 a2 b b1 b2 c c1');
});

test('SB.2.9-6: preventActivation closes what is inside a cluster that is not open', () => {
  assert.equal(choices({ b: { preventActivation: true } }), 'a a1 a2 b c c1');
  assert.equal(choices({ a: { preventActivation: true } }), 'a a1 a2 b b1 b2 c c1');
});

test('SB.2.4-2: forwardOnly refuses the way back among siblings', () => {
  assert.equal(choices({ a: { forwardOnly: true } }, 'a2'), 'a a2 b b1 b2 c c1');
});

test('SB.2.9-3: hiddenFromChoice of a cluster hides what is in it', () => {
  const hide = before(rule('hiddenFromChoice', [when('always')]));
  assert.equal(choices({}, 'a1', { b: hide }), 'a a1 a2 c c1');
});

test('SB.2.4-1: stopForwardTraversal of the open part and of a cluster on the way', () => {
  const stop = before(rule('stopForwardTraversal', [when('always')]));
  assert.equal(choices({}, 'a1', { a1: stop }), 'a a1 b b1 b2 c c1');
  assert.equal(choices({}, 'a1', { b: stop }), 'a a1 a2 b c c1');
});

test('a disabled cluster closes all of it', () => {
  const off = before(rule('disabled', [when('always')]));
  assert.equal(choices({}, 'a1', { c: off }), 'a a1 a2 b b1 b2');
});

test('a cluster without flow cannot be entered by its own name', () => {
  assert.equal(choices({ b: { flow: false } }), 'a a1 a2 b1 b2 c c1');
});
