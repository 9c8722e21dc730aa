// Profiles, prerequisites, time limits, modes: what a system adds to the standard's data model.
import assert from 'node:assert/strict';
import test from 'node:test';

import { startingData } from '../../resources/player/attempt.js';
import { PlainFlow } from '../../resources/player/plain_flow.js';
import { prerequisitesMet } from '../../resources/player/prerequisites.js';
import { Profile } from '../../resources/player/profile.js';
import { Runtime } from '../../resources/player/runtime.js';
import { seconds, timeLimit } from '../../resources/player/time_limit.js';
import { libraries } from './scorm_again.mjs';

function launch(standard, profile, edition = '') {
  const calls = [];
  const runtime = new Runtime({ standard, libraries: libraries(), profile: new Profile(profile, standard, edition), hooks: { onCall: (call) => calls.push(call) } });
  runtime.load({ id: 'p' }, startingData(standard, { id: 'p' }, null, { id: 'l', name: 'L' }));
  runtime.api[standard === '1.2' ? 'LMSInitialize' : 'Initialize']('');
  return { runtime, api: runtime.api, calls };
}

test('long suspend data: refused, cut or kept, as the profile says', () => {
  const long = 'x'.repeat(5000);
  const strict = launch('1.2', { on_too_long: 'refuse' }).api;
  assert.equal(strict.LMSSetValue('cmi.suspend_data', long), 'false');
  assert.equal(strict.LMSGetLastError(), '405');
  const cuts = launch('1.2', { on_too_long: 'truncate' }).api;
  assert.equal(cuts.LMSSetValue('cmi.suspend_data', long), 'true');
  assert.equal(cuts.LMSGetValue('cmi.suspend_data').length, 4096);
  const kind = launch('1.2', { on_too_long: 'accept', limits: { 'cmi.suspend_data': 64000, 'cmi.core.lesson_location': 1000 } }).api;
  assert.equal(kind.LMSSetValue('cmi.suspend_data', long), 'true');
  assert.equal(kind.LMSGetValue('cmi.suspend_data').length, 5000);
  assert.equal(kind.LMSSetValue('cmi.core.lesson_location', 'y'.repeat(900)), 'true'); // scorm-again itself ends at 255
  assert.equal(kind.LMSGetLastError(), '0');
  assert.equal(kind.LMSGetValue('cmi.core.lesson_location').length, 900);
  const second = launch('2004', { on_too_long: 'refuse' }, '2nd').api;
  assert.equal(second.SetValue('cmi.suspend_data', long), 'false');
  assert.equal(second.GetLastError(), '406');
  assert.equal(launch('2004', { on_too_long: 'refuse' }, '4th').api.SetValue('cmi.suspend_data', long), 'true');
});

test('vocabulary in any case, and the quirks of one system', () => {
  const kind = launch('1.2', { vocabulary: 'any-case' }).api;
  assert.equal(kind.LMSSetValue('cmi.core.lesson_status', ' Completed'), 'true');
  assert.equal(kind.LMSGetValue('cmi.core.lesson_status'), 'completed');
  assert.equal(launch('1.2', {}).api.LMSSetValue('cmi.core.lesson_status', 'Completed'), 'false');
  assert.equal(kind.LMSSetValue('cmi.core.lesson_location', undefined), 'true');
  const odd = launch('1.2', { quirks: [
    { what: 'refuse-value', element: 'cmi.core.lesson_status', value: 'not attempted', error: '405' },
    { what: 'error-code', act: 'GetValue', from: '401', to: '201' },
  ] });
  assert.equal(odd.api.LMSSetValue('cmi.core.lesson_status', 'not attempted'), 'false');
  assert.equal(odd.api.LMSGetLastError(), '405');
  odd.api.LMSGetValue('cmi.nonsense');
  assert.equal(odd.api.LMSGetLastError(), '201');
  assert.equal(odd.calls.at(-2).errorCode, '201');
});

test('ten million characters, calls before and after: refused with their codes, never thrown', () => {
  const { api } = launch('1.2', { on_too_long: 'refuse' });
  assert.equal(api.LMSSetValue('cmi.suspend_data', 'x'.repeat(10_000_000)), 'false');
  assert.equal(api.LMSInitialize(''), 'false'); // a second frame
  assert.equal(api.LMSFinish(''), 'true');
  assert.equal(api.LMSSetValue('cmi.core.exit', 'suspend'), 'false');
  assert.equal(api.LMSGetValue('cmi.core.lesson_status'), '');
  assert.equal(api.LMSFinish(''), 'false');
  const fresh = new Runtime({ standard: '2004', libraries: libraries() });
  assert.equal(fresh.api.GetValue('cmi.mode'), '');
  assert.equal(fresh.api.GetLastError(), '122');
});

test('prerequisites: every operator of the script', () => {
  const is = { A: 'passed', B: 'incomplete', C: 'completed', D: 'failed' };
  const met = (text) => prerequisitesMet(text, (id) => is[id]);
  for (const text of ['A', 'A & C', 'A|B', '~B', 'D="failed"', 'D = f', 'B<>"passed"', '2*{A,B,C}', '(A|B)&~D', '', 'A & (', '((']) assert.ok(met(text), text);
  for (const text of ['B', 'A&B', 'B|D', '~A', 'A="failed"', 'A<>passed', '3*{A,B,C}', 'gone', '~(A|B)']) assert.ok(!met(text), text);
});

test('a part waits for its prerequisites, in contents, buttons and jumps', () => {
  const part = (id, prerequisites = '') => ({ id, title: id, launch: `${id}.html`, kind: 'sco', prerequisites, children: [] });
  const kept = new Map();
  const course = { standard: '1.2', items: [part('a'), part('b', 'a'), part('c')] };
  const flow = new PlainFlow({ course, kept, autoAdvance: true });
  assert.equal(flow.begin().part.id, 'a');
  assert.deepEqual([flow.states().b.enabled, flow.may({ choice: 'b' })], [false, false]);
  assert.equal(flow.ended(null).part.id, 'c');
  kept.set('a', { status: 'completed' });
  assert.equal(flow.may({ choice: 'b' }), true);
  assert.equal(flow.request('previous').part.id, 'b');
  assert.deepEqual(new PlainFlow({ course, kept }).ended(null), { stay: true, why: '' });
});

test('time limits of both standards, less what was spent', () => {
  assert.equal(seconds('0001:30:00.5'), 5400.5);
  assert.equal(seconds('P1DT2H3M4.5S'), 93_784.5);
  for (const text of ['', 'PT', '1:2', 'x', undefined]) assert.equal(seconds(text), null);
  const part = { max_time_allowed: '00:30:00', time_limit_action: 'exit,message' };
  assert.deepEqual(timeLimit(part, '00:10:00'), { left_s: 1200, exit: true, message: true });
  assert.deepEqual(timeLimit({ max_time_allowed: 'PT1M', time_limit_action: 'continue,message' }, 'PT5M'), { left_s: 0, exit: false, message: true });
  assert.equal(timeLimit({ max_time_allowed: 'PT1M' }, ''), null);
  assert.equal(timeLimit({ time_limit_action: 'exit,message' }, ''), null);
});

test('browse and review, the language of the learner and initial data', () => {
  const learner = { id: 'l', name: 'L', language: 'fr' };
  const one = startingData('1.2', {}, null, learner, { mode: 'browse', initial: { 'cmi.core.lesson_location': '3' } });
  assert.deepEqual([one.core.lesson_mode, one.core.credit, one.core.lesson_location, one.student_preference.language], ['browse', 'no-credit', '3', 'fr']);
  const two = startingData('2004', {}, { exit: 'suspend', cmi: { location: '9' } }, learner, { mode: 'review', initial: { 'cmi.location': '3' } });
  assert.deepEqual([two.mode, two.credit, two.location, two.entry, two.learner_preference.language], ['review', 'no-credit', '9', 'resume', 'fr']);
  const runtime = new Runtime({ standard: '1.2', libraries: libraries() });
  runtime.load({ id: 'p' }, one);
  runtime.api.LMSInitialize('');
  assert.equal(runtime.api.LMSGetValue('cmi.core.lesson_mode'), 'browse');
  assert.equal(runtime.api.LMSGetValue('cmi.core.lesson_location'), '3');
  assert.equal(runtime.api.LMSGetValue('cmi.student_preference.language'), 'fr');
});

test('a group stands as its parts do together', () => {
  const part = (id) => ({ id, title: id, launch: `${id}.html`, kind: 'sco', children: [] });
  const course = { standard: '1.2', items: [{ id: 'g', title: 'g', launch: null, children: [part('a'), part('b')] }] };
  const kept = new Map();
  const flow = new PlainFlow({ course, kept });
  assert.equal(flow.states().g.status, 'not attempted');
  kept.set('a', { status: 'completed' });
  assert.equal(flow.states().g.status, 'incomplete');
  kept.set('b', { status: 'passed' });
  assert.equal(flow.states().g.status, 'passed');
});
