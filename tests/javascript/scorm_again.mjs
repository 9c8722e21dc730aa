// Loads the real run-time library the way a page does, so that the tests meet its true behaviour.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const file = new URL('../../resources/generated/scorm-again.min.js', import.meta.url);

export function libraries() {
  globalThis.window ??= globalThis;
  globalThis.addEventListener ??= () => {};
  if (!globalThis.Scorm12API) vm.runInThisContext(readFileSync(file, 'utf8'), { filename: 'scorm-again.min.js' });
  return { Scorm12API: globalThis.Scorm12API, Scorm2004API: globalThis.Scorm2004API };
}
