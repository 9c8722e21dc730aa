// Milliseconds of so many SetValue calls through the page's façade and log, and of the same calls to the bare library.
import { performance } from 'node:perf_hooks';

import { CallLog } from '../resources/player/log.js';
import { Runtime } from '../resources/player/runtime.js';
import { libraries } from '../tests/javascript/scorm_again.mjs';

const CALLS = 20_000;
const A_BATCH = 500; // two thousand calls a second
const ROUNDS = 9;
const silent = { processHttpRequest: () => ({ result: 'true', errorCode: 0 }), updateSettings() {} };

function timed(api, after = () => {}) {
  api.LMSInitialize('');
  const began = performance.now();
  for (let n = 1; n <= CALLS; n += 1) {
    api.LMSSetValue('cmi.core.lesson_location', `slide_${n}`);
    if (n % A_BATCH === 0) after();
  }
  return performance.now() - began;
}

function ours() {
  let at = 0;
  let sent = 0;
  const now = () => { at += 0.5; return at; }; // a pace at which every call is told, and goes out in batches
  const send = (batch) => { sent += JSON.stringify(batch).length; };
  const log = new CallLog({ send, origin: 'http://p.localhost/', now, later: () => 0 });
  const runtime = new Runtime({ standard: '1.2', libraries: libraries(), hooks: { onCall: (call) => log.add(call) } });
  runtime.load({ id: 'part', title: 'Part', launch: 'index.html' }, { core: { student_id: 'l', student_name: 'L', lesson_status: '' } });
  const took = timed(runtime.api, () => log.flush());
  if (sent < CALLS * 50) throw new Error('calls were only counted');
  return took;
}

function bare() {
  const { Scorm12API } = libraries();
  return timed(new Scorm12API({ autocommit: false, lmsCommitUrl: 'none', logLevel: 5, httpService: silent }));
}

ours();
bare();
const pairs = Array.from({ length: ROUNDS }, () => [ours(), bare()]);
console.log(JSON.stringify(pairs));
process.exit(0);
