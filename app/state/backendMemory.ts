/** Which back end was measured faster for a model on this device, in local storage; forgetting it only costs time. */
import type { BackendName, BackendReport } from '#workers/labApi.ts';

interface Remembered {
  readonly name: BackendName;
  readonly adapter: string | null;
}

const keyOf = (modelUrl: string) => `bitflip.backend ${modelUrl}`;

export const backendMemory = {
  recall(modelUrl: string): Remembered | null {
    try {
      const read: unknown = JSON.parse(localStorage.getItem(keyOf(modelUrl)) ?? 'null');
      return isRemembered(read) ? read : null;
    } catch {
      return null;
    }
  },
  remember(modelUrl: string, { name, adapter }: BackendReport): void {
    try {
      localStorage.setItem(keyOf(modelUrl), JSON.stringify({ name, adapter }));
    } catch {
      // Storage may be off; it is measured again next time.
    }
  },
};

function isRemembered(read: unknown): read is Remembered {
  if (typeof read !== 'object' || read === null || !('name' in read) || !('adapter' in read)) return false;
  const { name, adapter } = read;
  return (name === 'wasm' || name === 'webgpu') && (adapter === null || typeof adapter === 'string');
}
