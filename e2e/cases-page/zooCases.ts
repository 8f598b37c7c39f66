/** Small models of Keras and TensorFlow on WebGPU against what their framework computed: 1e-5 of the largest output. */
import { unzipSync } from 'fflate';
import type { Device } from '#engine/runtime/device.ts';
import type { TestCase } from '#engine/runtime/webgpu/testing/testCase.ts';
import { graphEntry, kerasEntry, zooAgreement } from '#engine/testing/zooAgreement.ts';

const ALLOWED = 1e-5;

/** One of each kind that the lab computes itself; compiling shaders in software takes up to seconds a model. */
const KERAS = [
  'relu-options.keras',
  'conv2d-groups.h5',
  'conv1d-causal.tfjs.zip',
  'separable-conv1d.keras',
  'depthwise-conv2d-dilated.tf-keras.h5',
  'conv3d-transpose.keras',
  'up-sampling2d-bilinear.keras',
  'group-normalization.keras',
  'gru.tf-keras.tfjs.zip',
  'attention.keras',
  'masked.keras',
] as const;
const GRAPHS = ['while', 'cond-v2', 'gru-v2', 'where', 'non-max-suppression', 'fused-convolutions'] as const;

const unpacked = async (name: string): Promise<Readonly<Record<string, Uint8Array>>> =>
  unzipSync(new Uint8Array(await (await fetch(`zoo/${name}.zip`)).arrayBuffer()));

export function zooCases(device: Device): TestCase[] {
  const keras = unpacked('keras-zoo');
  const graphs = unpacked('graph-zoo');
  return [
    ...KERAS.map((name) => ({ name, entry: async () => kerasEntry(await keras, name) })),
    ...GRAPHS.map((name) => ({ name: `graph ${name}`, entry: async () => graphEntry(await graphs, name) })),
  ].map(({ name, entry }) => ({
    name: `${name}: what its framework computed`,
    async run() {
      const { shapesAgree, difference } = await zooAgreement(await entry(), device);
      if (!shapesAgree) throw new Error('other shapes');
      if (!(difference <= ALLOWED)) throw new Error(`differs by ${difference.toExponential(1)}`);
    },
  }));
}
