// Commands from the preview's window: each reaches its act, and a view that is over listens no more.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Commands } from '../../resources/player/commands.js';

function listening(acts, done) {
  const source = { closed: false, close() { this.closed = true; } };
  const urls = [];
  const commands = new Commands({ view: 7, acts, done, open: (url) => (urls.push(url), source) });
  return { commands, source, urls, say: (text, lastEventId = '') => source.onmessage({ data: text, lastEventId }) };
}

test('a command is one act with its facts', () => {
  const heard = [];
  const { urls, say } = listening({ open: (facts) => heard.push(facts) });
  say('{"name": "open", "part": "item_2"}');
  assert.deepEqual(urls, ['__ac/commands?view=7']);
  assert.deepEqual(heard, [{ part: 'item_2' }]);
});

test('what is unknown or no JSON is passed over', () => {
  const { say, source } = listening({});
  for (const text of ['{', '{"name": "fly"}', '{"name": "constructor"}', '{}']) say(text);
  assert.equal(source.closed, false);
});

test('superseded ends the listening', () => {
  const heard = [];
  const { say, source } = listening({ superseded: () => heard.push('over') });
  say('{"name": "superseded"}');
  assert.deepEqual([heard, source.closed], [['over'], true]);
});

test('a command is told as done when its act is over, also one that fails or that nobody knows', async () => {
  const told = [];
  let finish;
  const acts = { exit: () => new Promise((resolve) => { finish = resolve; }), open: () => Promise.reject(new Error('no')) };
  const { say } = listening({ ...acts, superseded: () => {} }, (number) => told.push(number));
  say('{"name": "exit"}', '4');
  await new Promise(setImmediate);
  assert.deepEqual(told, []);
  finish();
  say('{"name": "open"}', '5');
  say('{"name": "fly"}', '6');
  say('{"name": "superseded"}', '6');
  await new Promise(setImmediate);
  assert.deepEqual(told.sort(), [4, 5, 6]);
});
