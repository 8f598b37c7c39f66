/** What computed, and with which switches: goes with every result. */
import { backendFlags, TFJS_VERSION } from '#engine/runtime/backend.ts';
import type { Chosen } from './chooseBackend.ts';
import type { BackendReport } from './labApi.ts';

export function backendReport({ device, adapter, reason }: Chosen): BackendReport {
  return { name: device.name, adapter, reason, tfjsVersion: TFJS_VERSION, flags: backendFlags(device.name) };
}
