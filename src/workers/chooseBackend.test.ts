import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Device } from '#engine/runtime/device.ts';
import { chooseBackend } from './chooseBackend.ts';

const rig = vi.hoisted(() => ({
  adapter: null as { description: string; isSoftware: boolean } | null,
  selfTest: { ok: true } as { ok: true } | { ok: false; reason: string },
  failing: new Set<string>(),
}));

vi.mock('#engine/runtime/backend.ts', () => ({
  startBackend: async (name: string) => {
    if (rig.failing.has(name)) throw new Error(`${name} is broken`);
    return { name };
  },
}));
vi.mock('#engine/runtime/webgpu/flags.ts', () => ({ adapterInfo: async () => rig.adapter }));
vi.mock('#engine/runtime/webgpu/selfTest.ts', () => ({ webgpuSelfTest: async () => rig.selfTest }));

const GPU = { description: 'acme turbo', isSoftware: false };

/** Scene times by back end. */
const measured = (wasm: number, webgpu: number) => async (device: Device) =>
  device.name === 'wasm' ? wasm : webgpu;
const neverMeasured = async () => {
  throw new Error('nothing was to be measured');
};

beforeEach(() => {
  vi.stubGlobal('navigator', { gpu: {} });
  rig.adapter = GPU;
  rig.selfTest = { ok: true };
  rig.failing.clear();
});

describe('the back end', () => {
  test('that is faster on the model wins, with the figures as the reason', async () => {
    const gpu = await chooseBackend({ backend: 'auto' }, '', measured(50, 10));
    expect(gpu).toMatchObject({ device: { name: 'webgpu' }, adapter: 'acme turbo' });
    expect(gpu.reason).toContain('wasm 50.0 ms, WebGPU 10.0 ms');
    expect((await chooseBackend({ backend: 'auto' }, '', measured(3, 10))).device.name).toBe('wasm');
  });

  const software = { ...GPU, isSoftware: true };
  const unfit = { ok: false, reason: 'relu: element 0' } as const;

  test.each([
    ['there is no WebGPU', () => vi.stubGlobal('navigator', {}), 'no WebGPU'],
    ['there is no adapter', () => Object.assign(rig, { adapter: null }), 'no graphics adapter'],
    ['the adapter is a software one', () => Object.assign(rig, { adapter: software }), 'software'],
    ['it does not start', () => rig.failing.add('webgpu'), 'webgpu is broken'],
    ['it fails the self-test', () => Object.assign(rig, { selfTest: unfit }), 'relu: element 0'],
  ])('is wasm where %s', async (_, arrange, reason) => {
    arrange();
    const chosen = await chooseBackend({ backend: 'auto' }, '', measured(50, 10));
    expect(chosen.device.name).toBe('wasm');
    expect(chosen.reason).toContain(reason);
  });

  test('is remembered for this adapter, and measured again on another', async () => {
    const before = { name: 'webgpu', adapter: 'acme turbo' } as const;
    expect(
      (await chooseBackend({ backend: 'auto', remembered: before }, '', neverMeasured)).device.name,
    ).toBe('webgpu');
    expect(
      (await chooseBackend({ backend: 'auto', remembered: { ...before, name: 'wasm' } }, '', neverMeasured))
        .device.name,
    ).toBe('wasm');
    expect(
      (
        await chooseBackend(
          { backend: 'auto', remembered: { ...before, adapter: 'other' } },
          '',
          measured(1, 2),
        )
      ).device.name,
    ).toBe('wasm');
  });

  test('that is forced is taken, or the failure is told', async () => {
    expect((await chooseBackend({ backend: 'webgpu' }, '', neverMeasured)).device.name).toBe('webgpu');
    expect((await chooseBackend({ backend: 'cpu' }, '', neverMeasured)).device.name).toBe('cpu');
    rig.failing.add('webgpu');
    await expect(chooseBackend({ backend: 'webgpu' }, '', neverMeasured)).rejects.toThrow('webgpu is broken');
  });
});
