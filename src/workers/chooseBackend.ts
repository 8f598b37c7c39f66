/**
 * Which back end computes (DESIGN 4.5). Forced: that one or an error. Auto: WebGPU if there is a real adapter, it
 * passes the self-test and a short measurement on this very model finds it faster; else wasm. The verdict comes with
 * one sentence, and is remembered by the page per device and model.
 */
import { startBackend, type WasmPaths } from '#engine/runtime/backend.ts';
import type { Device } from '#engine/runtime/device.ts';
import { adapterInfo } from '#engine/runtime/webgpu/flags.ts';
import type { OpenRequest } from './labApi.ts';

export interface Chosen {
  readonly device: Device;
  readonly adapter: string | null;
  readonly reason: string;
}

export type BackendQuestion = Pick<OpenRequest, 'backend' | 'remembered' | 'why'>;

/** `measureMs` runs the model a few times on the active back end and gives the best time. */
export async function chooseBackend(
  { backend, remembered = null, why = 'asked for in the address' }: BackendQuestion,
  wasmPaths: WasmPaths,
  measureMs: (device: Device) => Promise<number>,
): Promise<Chosen> {
  if (backend === 'webgpu') return webgpu(wasmPaths, why);
  if (backend !== 'auto')
    return { device: await startBackend(backend, wasmPaths), adapter: null, reason: why };
  const wasm = async (reason: string): Promise<Chosen> => ({
    device: await startBackend('wasm', wasmPaths),
    adapter: null,
    reason,
  });
  if (navigator.gpu === undefined) return wasm('this browser has no WebGPU');
  const adapter = await adapterInfo();
  if (adapter === null) return wasm('WebGPU finds no graphics adapter here');
  if (adapter.isSoftware) return wasm('the only graphics adapter is a software one');
  if (remembered !== null && remembered.adapter === adapter.description) {
    const reason = 'measured faster on this device before';
    if (remembered.name === 'wasm') return { ...(await wasm(reason)), adapter: adapter.description };
    return webgpu(wasmPaths, reason).catch((error: unknown) =>
      wasm(`WebGPU did not start (${messageOf(error)})`),
    );
  }
  try {
    const candidate = await webgpu(wasmPaths, '');
    const { webgpuSelfTest } = await import('#engine/runtime/webgpu/selfTest.ts');
    const test = await webgpuSelfTest();
    if (!test.ok) return wasm(`WebGPU failed the self-test: ${test.reason}`);
    const webgpuMs = await measureMs(candidate.device);
    const other = await wasm('');
    const wasmMs = await measureMs(other.device);
    const figures = `wasm ${wasmMs.toFixed(1)} ms, WebGPU ${webgpuMs.toFixed(1)} ms on this model`;
    if (wasmMs <= webgpuMs)
      return { ...other, adapter: adapter.description, reason: `measured faster: ${figures}` };
    return webgpu(wasmPaths, `measured faster: ${figures}`);
  } catch (error) {
    return wasm(`WebGPU did not work (${messageOf(error)})`);
  }
}

async function webgpu(wasmPaths: WasmPaths, reason: string): Promise<Chosen> {
  const adapter = await adapterInfo();
  return { device: await startBackend('webgpu', wasmPaths), adapter: adapter?.description ?? null, reason };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
