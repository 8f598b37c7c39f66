/** The import law catches what it forbids, and lets pass what it allows. */
import { describe, expect, test } from 'vitest';
import { checkImports } from './check-imports.mjs';

const violations = (file: string, source: string, others: Record<string, string> = {}) =>
  checkImports(new Map(Object.entries({ [file]: source, ...others })));

describe('forbidden', () => {
  test.each([
    ['src/engine/words/patch.ts', "import { x } from '../formats/format.ts';", 'may know no other folder'],
    ['src/engine/words/patch.ts', "import type { X } from '#engine/formats/format.ts';", 'not formats'],
    ['src/engine/formats/a.ts', "import {\n  type A,\n  b,\n} from '../quantizers/q.ts';", 'not quantizers'],
    ['src/engine/graph/a.ts', "export * from '../runtime/run.ts';", 'not runtime'],
    ['src/engine/runtime/host/a.ts', "import { x } from '../../campaign/plan.ts';", 'not campaign'],
    ['src/engine/campaign/a.ts', "import { x } from '../analysis/a.ts';", 'not analysis'],
    ['src/engine/faults/a.ts', "import { x } from '../runtime/run.ts';", 'not runtime'],
    ['src/engine/io/a.ts', "const x = await import('../runtime/run.ts');", 'not runtime'],
    ['src/engine/novel/a.ts', "import { x } from '../words/patch.ts';", 'not in the table'],
    ['src/engine/labError.ts', "import { x } from './words/patch.ts';", 'knows no folder'],
    ['src/engine/io/a.ts', "import { x } from '#app/ui/lut.ts';", 'knows nobody outside'],
    ['src/engine/io/a.ts', "import type { X } from '#workers/labApi.ts';", 'knows nobody outside'],
    ['src/engine/io/a.ts', "import { readFile } from 'node:fs/promises';", 'does not exist in a browser'],
    ['src/engine/io/a.ts', "import fs from 'fs';", 'does not exist in a browser'],
    ['src/engine/io/a.ts', "import { create } from 'zustand';", 'belongs to app'],
    [
      'src/engine/words/a.ts',
      "import type { Tensor } from '@tensorflow/tfjs-core';",
      'belongs to engine/runtime',
    ],
    ['src/engine/words/a.ts', "import { expect } from 'vitest';", 'belongs to tests'],
    ['src/engine/io/a.ts', "import { cases } from '../testing/cases.ts';", 'is for tests'],
    ['src/engine/io/a.ts', "import { argMax } from '@tensorflow/tfjs-core';", 'argMax'],
    ['src/workers/a.ts', "import { x } from '#app/ui/lut.ts';", 'may not know app'],
    ['src/workers/a.ts', "import '@tensorflow/tfjs-core';", 'not to workers'],
    ['src/workers/a.ts', "import { useState } from 'react';", 'belongs to app'],
    ['src/cli/main.ts', "import { x } from '#workers/wire.ts';", 'may not know workers'],
    ['app/ui/a.tsx', "import { wrap } from 'comlink';", 'belongs to workers'],
    ['app/ui/a.tsx', "import { run } from '#engine/runtime/run.ts';", 'values only from'],
    ['app/ui/a.tsx', "import type { Tensor } from '@tensorflow/tfjs-core';", 'belongs to engine/runtime'],
    ['app/ui/a.tsx', "import type { X } from '../../src/cli/main.ts';", 'may not know cli'],
    ['src/engine/io/a.ts', 'const t = x.dataSync();', 'dataSync'],
    ['src/engine/io/a.ts', 'layer.setWeights([a]);', 'setWeights'],
    ['src/engine/io/a.ts', 'const r = Math.random();', 'deterministic'],
    ['src/engine/io/a.ts', 'const t = Date.now();', 'no clock'],
    ['src/engine/io/a.ts', '// a\nconst t = performance.now();', 'a.ts:2:'],
    ['src/engine/io/a.ts', 'const top = tf.argMax(x);', 'NaN'],
  ])('%s: %s', (file, source, reason) => {
    expect(violations(file, source)).toEqual([expect.stringContaining(reason)]);
  });

  test('a chain of values from the page to tf.js', () => {
    const found = violations('app/a.ts', "import { b } from '#engine/campaign/b.ts';", {
      'src/engine/campaign/b.ts': "export * from '../runtime/c.ts';",
      'src/engine/runtime/c.ts': "import { add } from '@tensorflow/tfjs-core';",
    });
    expect(found).toEqual([
      expect.stringMatching(/^app\/a\.ts -> .*b\.ts -> .*c\.ts -> @tensorflow\/tfjs-core/),
    ]);
  });
});

test.each([
  [
    'src/engine/runtime/a.ts',
    "import { add } from '@tensorflow/tfjs-core';\nimport { f } from '../faults/f.ts';",
  ],
  ['src/engine/words/a.ts', "import { LabError } from '../labError.ts';\nimport { b } from './b.ts';"],
  ['src/engine/words/a.ts', "// import { x } from 'react';\n/* Math.random() */ const s = 'Date.now()';"],
  ['src/engine/words/a.ts', "const quote = /['\"]/; // it's\nconst s = \"import x from 'react'\";"],
  ['src/engine/words/a.test.ts', "import { readFileSync } from 'node:fs';\nMath.random();"],
  [
    'src/workers/a.ts',
    "import url from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';",
  ],
  ['src/workers/a.ts', "import { wrap } from 'comlink';\nimport { run } from '#engine/runtime/run.ts';"],
  [
    'src/cli/main.ts',
    "import { readFile } from 'node:fs/promises';\nimport { run } from '#engine/runtime/run.ts';",
  ],
  [
    'app/ui/a.tsx',
    "import type { Run } from '#engine/runtime/run.ts';\nimport { flip } from '#engine/words/a.ts';",
  ],
  ['app/ui/a.tsx', "import { NAN } from '#engine/runtime/thumbnail.ts';"],
  ['src/engine/runtime/nanTable.ts', "import { argMax } from '@tensorflow/tfjs-core';"],
  ['app/ui/a.tsx', "new Worker(new URL('../../src/workers/lab.worker.ts', import.meta.url));"],
  ['e2e/a.spec.ts', "import { readFileSync } from 'node:fs';"],
])('allowed: %s: %s', (file, source) => {
  expect(violations(file, source)).toEqual([]);
});
