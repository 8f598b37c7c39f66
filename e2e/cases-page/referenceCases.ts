/** Small bundled models on WebGPU against what the framework that trained them answered. */
import type { Device } from '#engine/runtime/device.ts';
import type { TestCase } from '#engine/runtime/webgpu/testing/testCase.ts';
import { brokenReferences, openCarded, type References } from '#engine/testing/cardedModel.ts';
import { REFERENCE_MODELS } from './referenceModels.ts';

const PAIRS = 6;

export const referenceCases = (device: Device): TestCase[] =>
  REFERENCE_MODELS.map((id) => ({
    name: `${id}: the answers of its framework`,
    async run() {
      const read = async (path: string): Promise<Uint8Array | null> => {
        const reply = await fetch(`models/${id}/${path}`);
        return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : null;
      };
      const model = await openCarded(read, device);
      const references = (await (await fetch(`models/${id}/reference.json`)).json()) as References;
      if (references.pairs.length < PAIRS) throw new Error('too few reference pairs');
      const broken = await brokenReferences(references, model, device, PAIRS);
      if (broken.length > 0) throw new Error(broken.join(', '));
      model.program.dispose();
    },
  }));
