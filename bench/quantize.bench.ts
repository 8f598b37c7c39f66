/** Quantize, flip, dequantize: elements per second on wasm and cpu. On WebGPU: `node tools/webgpu/run.mjs --bench`. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { startBackend } from '#engine/runtime/backend.ts';
import { table } from './machine.ts';
import { STORED_HEAD, STORED_TITLE, storedRows } from './storedSpeed.ts';

const wasmFolder = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

const rows: string[][] = [];
for (const backend of ['wasm', 'cpu'] as const)
  rows.push(...(await storedRows(await startBackend(backend, wasmFolder))));
console.log(`${STORED_TITLE}\n`);
console.log(table(STORED_HEAD, rows));
