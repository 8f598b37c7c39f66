/**
 * Brings up a TensorFlow.js back end in Node for tests, with the flags and kernels that the lab itself uses. Calling it
 * again switches back; tensors belong to the back end that was current when they were made.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { startBackend } from '#engine/runtime/backend.ts';
import type { Device } from '#engine/runtime/device.ts';

export const TESTED_BACKENDS = ['wasm', 'cpu'] as const;
export type TestedBackend = (typeof TESTED_BACKENDS)[number];

/** Folder of the wasm files of the installed package, with `/` at its end. */
export const WASM_FOLDER = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

/** Makes a back end current. */
export function useBackend(name: TestedBackend): Promise<Device> {
  return startBackend(name, WASM_FOLDER);
}
