import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { startingData, statusOf } from '../../resources/player/attempt.js';
import { Runtime } from '../../resources/player/runtime.js';
import { libraries } from './scorm_again.mjs';

/** Lets a demo course's driver do all it does in a visit; returns the calls that were refused and the data kept. */
function play(standard, file) {
  const refused = [];
  let kept = null;
  const runtime = new Runtime({
    standard,
    libraries: libraries(),
    hooks: {
      onCall: ({ name, args, answer, errorCode }) => {
        if (name.endsWith('SetValue') && answer !== 'true') refused.push(`${args[0]} = ${args[1]}: ${errorCode}`);
      },
      onCommit: (_part, cmi) => { kept = cmi; },
      mayNavigate: () => false,
    },
  });
  runtime.load({ id: 'part' }, startingData(standard, { id: 'part' }, null, { id: 'l', name: 'L' }));
  const view = { [runtime.globalName]: runtime.api, close() {} };
  view.parent = view;
  const source = readFileSync(new URL(`../../resources/demo/${file}`, import.meta.url), 'utf8');
  const lms = new Function('window', `${source}; return lms;`)(view);
  assert.deepEqual(lms.start(), { place: '', data: '' });
  lms.keep('slide', '{"seen":{}}');
  lms.answer(0, 'q-one', 'a', 'a');
  lms.answer(1, 'q-two', 'b', 'a');
  lms.complete();
  lms.result(85, true);
  lms.close();
  assert.ok(runtime.engine.isTerminated());
  return { refused, kept };
}

test('the drivers of the sound and of the repairable course make no mistake', () => {
  for (const [standard, file] of [['2004', 'shared/lms-2004.js'], ['1.2', 'shared/lms-12.js']]) {
    const { refused, kept } = play(standard, file);
    assert.deepEqual(refused, [], file);
    assert.equal(statusOf(standard, kept), 'passed', file);
  }
});

test('the third course makes the two classic mistakes, and its learner stays incomplete', () => {
  const { refused, kept } = play('1.2', 'warehouse-forklift-operation/scripts/lms.js');
  assert.deepEqual(refused, [
    'cmi.core.lesson_status = complete: 405',
    'cmi.score.min = 0: 401',
    'cmi.score.max = 100: 401',
    'cmi.score.raw = 85: 401',
    'cmi.core.lesson_status = complete: 405',
  ]);
  assert.equal(kept.core.lesson_status, 'incomplete');
});
