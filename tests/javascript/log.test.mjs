// The call log of the page: batches, places in scripts, and calls that come too fast.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CallLog, LONGEST_TEXT, MOST_IN_A_BATCH, readPlace } from '../../resources/player/log.js';

const ORIGIN = 'http://p0.localhost:8000/';

function harness() {
  const sent = [];
  const timers = [];
  let clock = 1000;
  const log = new CallLog({ send: (batch) => sent.push(batch), origin: ORIGIN, now: () => clock, later: (act) => timers.push(act) });
  const call = (more = {}) => ({ name: 'LMSGetValue', args: ['cmi.core.entry'], answer: '', errorCode: '0', part: { id: 'p1' }, at: clock, ...more });
  const pass = (ms) => {
    clock += ms;
    for (const act of timers.splice(0)) act();
  };
  return { log, sent, timers, call, pass };
}

test('calls go out together, once a while, numbered and timed', () => {
  const { log, sent, timers, call, pass } = harness();
  log.add(call());
  log.add(call({ name: 'LMSSetValue', args: ['cmi.core.exit', 'suspend'], answer: 'true', at: 1100 }));
  assert.equal(timers.length, 1);
  assert.deepEqual(sent, []);
  pass(250);
  assert.equal(sent.length, 1);
  const [first, second] = sent[0].calls;
  assert.deepEqual([first.n, first.ms, first.part, first.error, first.where], [1, 0, 'p1', '0', undefined]);
  assert.deepEqual([second.n, second.ms, second.args, second.answer], [2, 100, ['cmi.core.exit', 'suspend'], 'true']);
  assert.ok('where' in second);
  log.flush();
  assert.equal(sent.length, 1);
});

test('the place is the first frame that is not ours', () => {
  const stack = [
    'Error',
    `    at CallLog.add (${ORIGIN}__ac/log.js:60:25)`,
    `    at Object.LMSSetValue (${ORIGIN}__ac/runtime.js:65:43)`,
    `    at Facade.say (${ORIGIN}?chrome=none:812:7)`,
    `    at Facade.say (${ORIGIN}:812:7)`,
    `    at set (${ORIGIN}pkg/scripts/a%20b.js:218:5)`,
    `    at ${ORIGIN}pkg/index.html:3:9`,
  ].join('\n');
  assert.deepEqual(readPlace(stack, ORIGIN), { url: 'pkg/scripts/a%20b.js', line: 218, column: 5 });
  assert.deepEqual(readPlace(`Error\n    at ${ORIGIN}pkg/index.html:3:9`, ORIGIN), { url: 'pkg/index.html', line: 3, column: 9 });
  assert.equal(readPlace(undefined, ORIGIN), null);
  assert.equal(readPlace('Error\n    at <anonymous>', ORIGIN), null);
});

test('only what was stored or refused pays for its place', () => {
  const { log, sent, call, pass } = harness();
  log.add(call());
  log.add(call({ errorCode: '201' }));
  pass(250);
  assert.deepEqual(sent[0].calls.map((one) => 'where' in one), [false, true]);
});

test('a hundred thousand calls in a row are counted, not told', () => {
  const { log, sent, call, pass } = harness();
  for (let n = 0; n < 100_000; n += 1) log.add(call());
  pass(250);
  const calls = sent.flatMap((batch) => batch.calls);
  assert.equal(calls.length, MOST_IN_A_BATCH + 1);
  const { n, dropped, name } = calls.at(-1);
  assert.deepEqual([n, dropped, name], [MOST_IN_A_BATCH + 1, 100_000 - MOST_IN_A_BATCH, '']);
  log.add(call());
  pass(250);
  assert.equal(sent.at(-1).calls[0].n, 100_001);
});

test('texts of megabytes are cut, their lengths told, and batches stay small', () => {
  const { log, sent, call, pass } = harness();
  const huge = 'x'.repeat(10_000_000);
  for (let n = 0; n < 10; n += 1) log.add(call({ name: 'LMSSetValue', args: ['cmi.suspend_data', huge], answer: 'false', errorCode: '405' }));
  pass(250);
  assert.ok(sent.length > 1);
  assert.equal(sent.flatMap((batch) => batch.calls).length, 10);
  for (const batch of sent) assert.ok(JSON.stringify(batch).length < 400_000);
  const [first] = sent[0].calls;
  assert.deepEqual([first.args[1].length, first.lengths], [LONGEST_TEXT, [16, 10_000_000]]);
});

test('a batch pays for twenty places, and for every refused call', () => {
  const batches = [];
  const log = new CallLog({ send: (batch) => batches.push(...batch.calls), origin: 'http://elsewhere/', later: () => 0 });
  const call = (errorCode) => ({ name: 'LMSSetValue', args: ['a', 'b'], answer: 'true', errorCode, part: null, at: 0 });
  for (let n = 0; n < 100; n += 1) log.add(call('0'));
  log.add(call('405'));
  log.flush();
  log.add(call('0'));
  log.flush();
  assert.deepEqual(batches.map((one) => 'where' in one).filter(Boolean).length, 22);
  assert.deepEqual([19, 20, 99, 100, 101].map((at) => 'where' in batches[at]), [true, false, false, true, true]);
});
