import assert from 'node:assert/strict';
import test from 'node:test';

import { courseResult, keep, scoreOf, shownStatus, statusOf } from '../../resources/player/attempt.js';
import { firstPart, launchable, neighbours } from '../../resources/player/contents.js';

const part = (id, more = {}) => ({ id, title: id, visible: true, launch: `pkg/${id}.html`, children: [], ...more });
const result = (...kept) => courseResult(kept.map((_, index) => part(String(index))), (id) => kept[Number(id)]);

test('a score is a percentage of its own bounds', () => {
  assert.equal(scoreOf('1.2', { core: { score: { raw: '15', min: '10', max: '20' } } }).percent, 50);
  assert.equal(scoreOf('1.2', { core: { score: { raw: '0', min: '', max: '' } } }).percent, 0);
  assert.equal(scoreOf('1.2', { core: { score: { raw: '', min: '', max: '100' } } }).percent, null);
  assert.equal(scoreOf('2004', { score: { scaled: '0.666', raw: '2', max: '3' } }).percent, 66.6);
});

test('SCORM 2004 has two statuses and the table of contents one', () => {
  assert.equal(statusOf('2004', { completion_status: 'completed', success_status: 'failed' }), 'failed');
  assert.equal(statusOf('2004', { completion_status: 'completed', success_status: 'unknown' }), 'completed');
  assert.equal(statusOf('2004', { completion_status: 'unknown', success_status: 'unknown' }), 'not attempted');
  assert.equal(statusOf('1.2', { core: { lesson_status: 'browsed' } }), 'browsed');
});

test('a new attempt never takes away what an earlier one reached', () => {
  assert.equal(shownStatus({ status: 'incomplete', best: 'passed' }), 'passed');
  assert.equal(shownStatus({ status: 'passed', best: 'failed' }), 'passed');
  assert.equal(shownStatus(null), 'not attempted');
});

test('the total time moves only when an attempt ends', () => {
  const before = { total_time: '00:10:00', attempt: 1 };
  const cmi = { core: { total_time: '00:12:00', lesson_status: 'incomplete' } };
  assert.equal(keep('1.2', cmi, { ended: false, kept: before, n: 1 }).total_time, '00:10:00');
  assert.equal(keep('1.2', cmi, { ended: true, kept: before, n: 1 }).total_time, '00:12:00');
});

test('a course is what its parts are together', () => {
  const passed = { status: 'passed', score: { percent: 80 } };
  const completed = { status: 'completed' };
  assert.deepEqual(result(passed, completed), { status: 'passed', percent: 80, done: 2, parts: 2 });
  assert.equal(result(completed, completed).status, 'completed');
  assert.equal(result(completed, undefined).status, 'incomplete');
  assert.equal(result(undefined, undefined).status, 'not attempted');
  assert.equal(result(passed, { status: 'failed', score: { percent: 25 } }).status, 'failed');
  assert.equal(result(passed, { status: 'failed', score: { percent: 25 } }).percent, 52.5);
});

test('hidden parts are left out, unless there is no other', () => {
  const hidden = part('hidden', { visible: false });
  const nested = { ...part('group'), launch: null, children: [part('inner'), part('secret', { visible: false })] };
  assert.deepEqual(launchable([hidden, part('one'), nested]).map(({ id }) => id), ['one', 'inner']);
  assert.deepEqual(launchable([hidden]).map(({ id }) => id), ['hidden']);
  assert.deepEqual(launchable([{ ...part('group'), launch: null, visible: false, children: [part('x')] }]).map(({ id }) => id), ['x']);
});

test('a visit begins where the learner left, or at what is open', () => {
  const parts = [part('a'), part('b'), part('c')];
  const done = { status: 'completed' };
  assert.equal(firstPart(parts, null).id, 'a');
  assert.equal(firstPart(parts, { current: 'b', parts: { a: done, b: { status: 'incomplete' } } }).id, 'b');
  assert.equal(firstPart(parts, { current: 'a', parts: { a: done } }).id, 'b');
  assert.equal(firstPart(parts, { current: 'c', parts: { a: done, b: done, c: done } }).id, 'c');
  assert.equal(firstPart([], null), null);
});

test('the neighbours of the first and the last part end there', () => {
  const parts = [part('a'), part('b')];
  assert.deepEqual([neighbours(parts, 'a').previous, neighbours(parts, 'a').next.id], [null, 'b']);
  assert.deepEqual([neighbours(parts, 'b').previous.id, neighbours(parts, 'b').next], ['a', null]);
  assert.deepEqual(neighbours(parts, 'gone'), { previous: null, next: null });
});
