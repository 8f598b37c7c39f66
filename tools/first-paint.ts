/** What the page paints before its engine is there, computed by the engine itself: see first-paint.mjs, which runs it. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { FIRST_INPUT_INDEX } from '#workers/firstInput.ts';
import { makeFirstPaint } from '#workers/firstPaint.ts';
import { printFirstPaint } from '#workers/firstPaintText.ts';

/** Working folder: the repository. */
const MODEL = 'public/models/lenet5';

async function read(file: string): Promise<Uint8Array | null> {
  return readFile(path.resolve(MODEL, file)).catch(() => null);
}

const wasm = createRequire(path.resolve('package.json')).resolve('@tensorflow/tfjs-backend-wasm');
// While this module is loading, the engine can still load more of itself.
export const text = printFirstPaint(await makeFirstPaint(read, `${path.dirname(wasm)}/`, FIRST_INPUT_INDEX));
