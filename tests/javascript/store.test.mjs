import assert from 'node:assert/strict';
import test from 'node:test';

import { Store } from '../../resources/player/store.js';

/** A server that answers each call only when the test says so. */
function server() {
  const calls = [];
  const fetch = (url, options = {}) => new Promise((resolve, reject) => {
    calls.push({ url, body: options.body ? JSON.parse(options.body) : null, keepalive: options.keepalive, answer: (status = 204) => resolve({ ok: status < 400, status }), fail: () => reject(new TypeError('no network')) });
  });
  return { calls, fetch };
}
const turn = () => new Promise((done) => setImmediate(done));
const noWait = () => Promise.resolve();
/** Repeats at once, and never gives up waiting for the end. */
const patient = (ms) => (ms === 8000 ? new Promise(() => {}) : Promise.resolve());

test('calls go out one at a time, in order', async () => {
  const { calls, fetch } = server();
  const store = new Store({ fetch, wait: patient });
  store.push('save', { n: 1 });
  store.push('closed', { n: 2 });
  await turn();
  assert.deepEqual(calls.map((call) => call.url), ['__ac/save']);
  calls[0].answer();
  await turn();
  assert.deepEqual(calls.map((call) => call.url), ['__ac/save', '__ac/closed']);
  calls[1].answer();
  assert.equal(await store.settled(), true);
});

test('a newer record takes the place of one that still waits, never of one on its way', async () => {
  const { calls, fetch } = server();
  const store = new Store({ fetch, wait: patient });
  for (const n of [1, 2, 3]) store.push('save', { n }, 'part');
  await turn();
  calls[0].answer();
  await turn();
  calls[1].answer();
  await store.settled();
  assert.deepEqual(calls.map((call) => call.body.n), [1, 3]);
});

test('a lost network and a server in trouble are tried again, and the page hears of both', async () => {
  const { calls, fetch } = server();
  const heard = [];
  const store = new Store({ fetch, wait: patient, onTrouble: (kind) => heard.push(kind) });
  store.push('save', { n: 1 });
  await turn();
  calls[0].fail();
  await turn();
  calls[1].answer(503);
  await turn();
  calls[2].answer(204);
  assert.equal(await store.settled(), true);
  assert.deepEqual(calls.map((call) => call.body.n), [1, 1, 1]);
  assert.deepEqual(heard, ['offline', 'offline', null]);
});

test('a refusal is told and not repeated for ever', async () => {
  const { calls, fetch } = server();
  const heard = [];
  const store = new Store({ fetch, wait: patient, onTrouble: (kind) => heard.push(kind) });
  store.push('save', { n: 1 });
  await turn();
  calls[0].answer(403);
  assert.equal(await store.settled(), true);
  assert.equal(calls.length, 1);
  assert.deepEqual(heard, ['refused']);
  assert.equal(store.refused, true);
});

test('nothing is called saved while the server does not answer', async () => {
  const { fetch } = server();
  const store = new Store({ fetch, wait: noWait });
  store.push('save', { n: 1 });
  assert.equal(await store.settled(), false);
  assert.equal(store.pending, 1);
  assert.equal(await Promise.race([store.settled(null), turn().then(() => 'still waiting')]), 'still waiting');
});

test('when the window goes away everything is sent at once, small records so that they outlive the page', async () => {
  const { calls, fetch } = server();
  const store = new Store({ fetch, wait: patient });
  store.push('save', { n: 1 }, 'a');
  store.push('save', { n: 2 }, 'b');
  await turn();
  store.leave();
  store.push('save', { n: 3, data: 'x'.repeat(60_000) });
  assert.deepEqual(calls.slice(1).map((call) => [call.body.n, call.keepalive]), [[1, true], [2, true], [3, false]]);
});

test('the numbers of records rise, also over an earlier visit with a clock that ran ahead', () => {
  const store = new Store({ fetch: server().fetch });
  const first = store.number(Date.now() + 1e9);
  assert.ok(first > Date.now());
  assert.ok(store.number() > first);
});

test('a course that is described within the page is not asked for, and its view goes with every call', async () => {
  const { calls, fetch } = server();
  const store = new Store({ fetch, wait: patient });
  assert.deepEqual(await store.course('{"title":"Course","view":3}'), { title: 'Course', view: 3 });
  assert.equal(calls.length, 0);
  store.push('current', { part: 'p1' });
  await turn();
  assert.equal(calls[0].url, '__ac/current?view=3');
});
