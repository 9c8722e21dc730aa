import assert from 'node:assert/strict';
import test from 'node:test';

import { carriedOver, keep, startingData } from '../../resources/player/attempt.js';
import { Runtime, readNavigation } from '../../resources/player/runtime.js';
import { libraries } from './scorm_again.mjs';

const LEARNER = { id: 'learner-1', name: 'Doe, Jane' };

/** A run-time whose commits end in `kept`, as the page keeps them. */
function visit(standard, hooks = {}) {
  const kept = new Map();
  const calls = [];
  let n = 0;
  const runtime = new Runtime({
    standard,
    libraries: libraries(),
    hooks: {
      onCall: (call) => calls.push(call),
      onCommit: (part, cmi, { ended }) => kept.set(part.id, keep(standard, cmi, { ended, kept: kept.get(part.id), n: ++n })),
      ...hooks,
    },
  });
  const launch = (part) => {
    const from = carriedOver(standard, kept.get(part.id) ?? null);
    if (from) kept.set(part.id, from);
    runtime.load(part, startingData(standard, part, from, LEARNER));
    return runtime.api;
  };
  return { runtime, kept, calls, launch };
}

test('SCORM 1.2: a suspended part comes back with its data, its score and the time it took', () => {
  const { runtime, kept, launch } = visit('1.2');
  const part = { id: 'one', launch_data: 'level=2', mastery_score: '80' };
  let api = launch(part);
  assert.equal(api.LMSInitialize(''), 'true');
  assert.equal(api.LMSGetValue('cmi.core.entry'), 'ab-initio');
  assert.equal(api.LMSGetValue('cmi.core.student_name'), 'Doe, Jane');
  assert.equal(api.LMSGetValue('cmi.launch_data'), 'level=2');
  for (const [element, value] of [
    ['cmi.core.lesson_status', 'incomplete'], ['cmi.core.score.raw', '85'], ['cmi.core.lesson_location', 'page 4'],
    ['cmi.suspend_data', 'a|b'], ['cmi.core.session_time', '00:10:00'], ['cmi.core.exit', 'suspend'],
  ]) assert.equal(api.LMSSetValue(element, value), 'true', element);
  assert.equal(api.LMSFinish(''), 'true');

  assert.equal(kept.get('one').status, 'passed'); // 85 of the 80 that the manifest asks for
  assert.equal(kept.get('one').score.percent, 85);
  runtime.unload();
  api = launch(part);
  api.LMSInitialize('');
  assert.equal(api.LMSGetValue('cmi.core.entry'), 'resume');
  assert.equal(api.LMSGetValue('cmi.suspend_data'), 'a|b');
  assert.equal(api.LMSGetValue('cmi.core.lesson_location'), 'page 4');
  assert.equal(api.LMSGetValue('cmi.core.score.raw'), '85');
  assert.match(api.LMSGetValue('cmi.core.total_time'), /^0*00:10:00/);
  api.LMSSetValue('cmi.core.session_time', '00:05:00');
  api.LMSFinish('');
  assert.match(kept.get('one').total_time, /^0*00:15:00/);
});

test('SCORM 1.2: the second part does not read the bookmark of the first', () => {
  const { runtime, launch } = visit('1.2');
  let api = launch({ id: 'one' });
  api.LMSInitialize('');
  api.LMSSetValue('cmi.suspend_data', 'first part');
  api.LMSSetValue('cmi.core.lesson_location', 'page 9');
  api.LMSFinish('');
  runtime.unload();
  api = launch({ id: 'two' });
  api.LMSInitialize('');
  assert.equal(api.LMSGetValue('cmi.suspend_data'), '');
  assert.equal(api.LMSGetValue('cmi.core.lesson_location'), '');
});

test('SCORM 2004: a suspended part resumes; one that ended starts a new attempt and keeps its best status', () => {
  const { kept, launch } = visit('2004');
  let api = launch({ id: 'one' });
  api.Initialize('');
  api.SetValue('cmi.suspend_data', 'half way');
  api.SetValue('cmi.session_time', 'PT10M');
  api.SetValue('cmi.exit', 'suspend');
  api.Terminate('');
  api = launch({ id: 'one' });
  api.Initialize('');
  assert.equal(api.GetValue('cmi.entry'), 'resume');
  assert.equal(api.GetValue('cmi.suspend_data'), 'half way');
  assert.equal(api.GetValue('cmi.total_time'), 'PT10M');
  api.SetValue('cmi.success_status', 'passed');
  api.SetValue('cmi.completion_status', 'completed');
  api.SetValue('cmi.exit', 'normal');
  api.Terminate('');
  api = launch({ id: 'one' });
  api.Initialize('');
  assert.equal(api.GetValue('cmi.entry'), 'ab-initio');
  assert.equal(api.GetValue('cmi.suspend_data'), '');
  assert.equal(kept.get('one').best, 'passed');
  assert.equal(kept.get('one').attempt, 2);
});

test('SCORM 2004: the manifest\'s passing score decides over the success status', () => {
  const { kept, launch } = visit('2004');
  const api = launch({ id: 'one', scaled_passing_score: '0.8', launch_data: 'x' });
  api.Initialize('');
  api.SetValue('cmi.score.scaled', '0.9');
  api.Terminate('');
  assert.equal(kept.get('one').status, 'passed');
  assert.equal(kept.get('one').score.percent, 90);
});

test('interactions and objectives survive a suspend in both standards', () => {
  for (const [standard, names] of [['1.2', ['LMSInitialize', 'LMSSetValue', 'LMSGetValue', 'LMSFinish', 'cmi.core.exit', 'student_response']],
    ['2004', ['Initialize', 'SetValue', 'GetValue', 'Terminate', 'cmi.exit', 'learner_response']]]) {
    const [start, set, get, end, exit, response] = names;
    const { launch, calls } = visit(standard);
    let api = launch({ id: 'one' });
    api[start]('');
    api[set]('cmi.interactions.0.id', 'q1');
    api[set]('cmi.interactions.0.type', 'choice');
    api[set](`cmi.interactions.0.${response}`, 'a');
    api[set]('cmi.objectives.0.id', 'o1');
    api[set]('cmi.objectives.0.score.raw', '7');
    api[set](exit, 'suspend');
    api[end]('');
    assert.deepEqual(calls.filter((call) => call.errorCode !== '0'), [], standard);
    api = launch({ id: 'one' });
    api[start]('');
    assert.equal(api[get]('cmi.interactions._count'), '1', standard);
    assert.equal(api[get]('cmi.objectives.0.id'), 'o1', standard);
    assert.equal(api[get]('cmi.objectives.0.score.raw'), '7', standard);
  }
});

test('the classic mistakes are refused with their codes, and the call log has them', () => {
  const { launch, calls } = visit('1.2');
  const api = launch({ id: 'one' });
  api.LMSInitialize('');
  assert.equal(api.LMSSetValue('cmi.score.raw', '85'), 'false');
  assert.equal(api.LMSGetLastError(), '401');
  assert.equal(api.LMSSetValue('cmi.core.lesson_status', 'complete'), 'false');
  assert.equal(api.LMSGetLastError(), '405');
  const told = calls.map(({ name, args, answer, errorCode }) => [name, ...args, answer, errorCode].join(' '));
  assert.ok(told.includes('LMSSetValue cmi.score.raw 85 false 401'));
  assert.ok(told.includes('LMSSetValue cmi.core.lesson_status complete false 405'));
});

test('SCORM 2004: reading a status does not inherit the error of the call before', () => {
  const { launch } = visit('2004');
  const api = launch({ id: 'one' });
  api.Initialize('');
  api.GetValue('cmi.location'); // not set yet: error 403
  assert.equal(api.GetLastError(), '403');
  assert.equal(api.GetValue('cmi.completion_status'), 'unknown');
  assert.equal(api.GetLastError(), '0');
});

test('a part that goes away without terminating is terminated for it', () => {
  const { runtime, kept, launch } = visit('1.2');
  const api = launch({ id: 'one' });
  api.LMSInitialize('');
  api.LMSSetValue('cmi.suspend_data', 'not committed');
  assert.equal(kept.size, 0);
  runtime.unload();
  assert.equal(kept.get('one').cmi.suspend_data, 'not committed');
  assert.equal(kept.get('one').ended, true);
});

test('what was stored and not committed is rescued, once', () => {
  let commits = 0;
  const { runtime, launch } = visit('2004', { onCommit: () => { commits += 1; } });
  const api = launch({ id: 'one' });
  api.Initialize('');
  runtime.rescue();
  assert.equal(commits, 0);
  api.SetValue('cmi.location', '3');
  runtime.rescue();
  runtime.rescue();
  assert.equal(commits, 1);
});

test('a mistake in the page never reaches the course', () => {
  const broken = () => { throw new Error('page'); };
  const { launch } = visit('1.2', { onCommit: broken, onCall: broken, onChange: broken, onTerminate: broken });
  const api = launch({ id: 'one' });
  assert.equal(api.LMSInitialize(''), 'true');
  assert.equal(api.LMSSetValue('cmi.core.lesson_status', 'completed'), 'true');
  assert.equal(api.LMSCommit(''), 'true');
  assert.equal(api.LMSFinish(''), 'true');
});

test('before a part is loaded every call is answered, none throws', () => {
  const { runtime } = visit('1.2');
  assert.equal(runtime.api.LMSGetValue('cmi.core.entry'), '');
  assert.equal(runtime.api.LMSSetValue('cmi.core.exit', ''), 'false');
  assert.equal(runtime.api.LMSGetLastError(), '301');
  assert.equal(runtime.data(), null);
});

test('a value of the manifest that is out of range costs nothing else', () => {
  const { launch } = visit('2004');
  const api = launch({ id: 'one', completion_threshold: '7', scaled_passing_score: '0.5', launch_data: 'kept' });
  api.Initialize('');
  assert.equal(api.GetValue('cmi.launch_data'), 'kept');
  assert.equal(api.GetValue('cmi.scaled_passing_score'), '0.5');
});

test('the end of a part tells where the course wants to go', () => {
  const heard = [];
  const { launch } = visit('2004', { onTerminate: (part, navigation) => heard.push([part.id, navigation]), mayNavigate: (request) => request === 'continue' });
  const api = launch({ id: 'one' });
  api.Initialize('');
  assert.equal(api.GetValue('adl.nav.request_valid.continue'), 'true');
  assert.equal(api.GetValue('adl.nav.request_valid.previous'), 'false');
  api.SetValue('adl.nav.request', '{target=two}choice');
  api.Terminate('');
  api.Terminate('');
  assert.deepEqual(heard, [['one', { choice: 'two' }]]);
  assert.equal(readNavigation('_none_'), null);
  assert.equal(readNavigation('exitAll'), 'exitAll');
});

test('SCORM 1.2: a part that reports no status is completed when it ends', () => {
  const { kept, launch } = visit('1.2');
  const api = launch({ id: 'one' });
  api.LMSInitialize('');
  api.LMSFinish('');
  assert.equal(kept.get('one').status, 'completed');
});

test('a part that has begun is not "not attempted"; SCORM 2004: one that ends without a word of how far is completed', () => {
  for (const [standard, start, commit, end, exit] of [['1.2', 'LMSInitialize', 'LMSCommit'], ['2004', 'Initialize', 'Commit', 'Terminate', 'cmi.exit']]) {
    const { kept, launch } = visit(standard);
    const api = launch({ id: 'one' });
    api[start]('');
    api[commit]('');
    assert.equal(kept.get('one').status, 'incomplete', standard);
    if (!end) continue;
    const suspended = visit(standard);
    const other = suspended.launch({ id: 'two' });
    other[start]('');
    other.SetValue(exit, 'suspend');
    other[end]('');
    api[end]('');
    assert.equal(kept.get('one').status, 'completed');
    assert.equal(suspended.kept.get('two').status, 'incomplete');
  }
});

test('a value that is not there is refused, and what cannot be a text does not throw', () => {
  for (const [standard, start, set, error, element] of [
    ['1.2', 'LMSInitialize', 'LMSSetValue', 'LMSGetLastError', 'cmi.core.lesson_location'],
    ['2004', 'Initialize', 'SetValue', 'GetLastError', 'cmi.location'],
  ]) {
    const { launch, calls } = visit(standard);
    const api = launch({ id: 'one' });
    api[start]('');
    for (const args of [[element], [element, undefined]]) {
      assert.equal(api[set](...args), 'false', standard);
      assert.equal(api[error](), '201');
    }
    assert.equal(api[set](element, Object.create(null)), 'false');
    assert.equal(calls.at(-1).args[1], '[object Object]');
    assert.equal(api[set](element, 'page 1'), 'true', standard);
  }
});
