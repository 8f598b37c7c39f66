/**
 * Brings up one TensorFlow.js back end with the lab's flags and kernels. wasm runs on one thread (the threaded build
 * hangs in bundled workers) and needs no cross-origin isolation. Flags are pinned before the first tensor, since
 * results depend on them (CPU forwarding, matMul program).
 */
import { env, ready, setBackend, version_core } from '@tensorflow/tfjs-core';
import { LabError } from '../labError.ts';
import type { BackendName, Device } from './device.ts';
import { createHostDevice } from './host/device.ts';
import { installStrictHostKernels } from './host/strictKernels.ts';
import { PINNED_FLAGS } from './webgpu/flags.ts';

/** Folder (ends with `/`) or the three files of the wasm back end. */
export type WasmPaths = string | Readonly<Record<string, string>>;

export const TFJS_VERSION = version_core;

/** Starts a back end. Throws LabError `backend-unavailable`. */
export async function startBackend(name: BackendName, wasmPaths: WasmPaths): Promise<Device> {
  try {
    switch (name) {
      case 'wasm':
        return await startWasm(wasmPaths);
      case 'cpu':
        return await startCpu();
      case 'webgpu':
        return await startWebgpu();
    }
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(
      'backend-unavailable',
      `The ${name} back end did not start: ${error instanceof Error ? error.message : String(error)}`,
      { backend: name },
    );
  }
}

async function startWasm(wasmPaths: WasmPaths): Promise<Device> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(wasmPaths as Parameters<typeof setWasmPaths>[0]);
  await activate('wasm');
  installStrictHostKernels('wasm');
  return createHostDevice();
}

async function startCpu(): Promise<Device> {
  await import('@tensorflow/tfjs-backend-cpu');
  await activate('cpu');
  installStrictHostKernels('cpu');
  return createHostDevice();
}

async function startWebgpu(): Promise<Device> {
  const { startWebgpuDevice } = await import('./webgpu/start.ts');
  return startWebgpuDevice(() => activate('webgpu'));
}

async function activate(name: BackendName): Promise<void> {
  if (!(await setBackend(name)))
    throw new LabError('backend-unavailable', `TensorFlow.js could not start the ${name} back end here.`, {
      backend: name,
    });
  await ready();
}

/** Flags that decide numbers, for every result. */
export function backendFlags(name: BackendName): Record<string, string | number | boolean> {
  const names = {
    wasm: ['WASM_HAS_SIMD_SUPPORT', 'WASM_HAS_MULTITHREAD_SUPPORT'],
    webgpu: Object.keys(PINNED_FLAGS),
    cpu: [],
  }[name];
  return Object.fromEntries(names.map((flag) => [flag, env().get(flag) as string | number | boolean]));
}
