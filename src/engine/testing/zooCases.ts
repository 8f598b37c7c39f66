/** Small models of Keras and TensorFlow against what their framework computed, as cases for WebGPU: 1e-5 of the largest output. */
import { unzipSync } from 'fflate';
import type { Device } from '../runtime/device.ts';
import type { TestCase } from '../runtime/webgpu/testing/testCase.ts';
import { graphEntry, kerasEntry, zooAgreement } from './zooAgreement.ts';

const ALLOWED = 1e-5;

/** One of each kind that the lab computes itself; compiling shaders in software takes up to seconds a model. */
const KERAS = [
  'relu-options.keras',
  'conv2d-groups.h5',
  'conv1d-causal.tfjs.zip',
  'separable-conv1d.keras',
  'depthwise-conv2d-dilated.tf-keras.h5',
  'conv3d-transpose.keras',
  'zero-padding3d.keras',
  'up-sampling2d-bilinear.keras',
  'group-normalization.keras',
  'gru.tf-keras.tfjs.zip',
  'attention.keras',
] as const;
const GRAPHS = ['while', 'cond-v2', 'gru-v2', 'where', 'non-max-suppression', 'fused-convolutions'] as const;

type Zip = Readonly<Record<string, Uint8Array>>;

/** `read` gives the bytes of `keras-zoo.zip` and `graph-zoo.zip`. `all`: every file in them, not only the choice above. */
export async function zooCases(
  device: Device,
  read: (name: string) => Promise<Uint8Array>,
  all = false,
): Promise<TestCase[]> {
  const [keras, graphs] = await Promise.all(
    ['keras-zoo.zip', 'graph-zoo.zip'].map(async (name): Promise<Zip> => unzipSync(await read(name))),
  );
  if (keras === undefined || graphs === undefined) return [];
  const files = Object.keys(keras).filter((name) => !/\.npz$|^mask/.test(name));
  const folders = [...new Set(Object.keys(graphs).map((path) => path.split('/')[0] as string))];
  const refused: TestCase = {
    name: 'masked.keras: masks of recurrent layers are refused',
    async run() {
      const message = await zooAgreement(kerasEntry(keras, 'masked.keras'), device).then(
        () => 'not refused',
        (error: Error) => error.message,
      );
      if (!message.includes('takes a mask')) throw new Error(message);
    },
  };
  const compared = [
    ...(all ? files : KERAS).map((name) => ({ name, entry: () => kerasEntry(keras, name) })),
    ...(all ? folders : GRAPHS).map((name) => ({
      name: `graph ${name}`,
      entry: () => graphEntry(graphs, name),
    })),
  ].map(({ name, entry }) => ({
    name: `${name}: what its framework computed`,
    async run() {
      const { shapesAgree, difference } = await zooAgreement(entry(), device);
      if (!shapesAgree) throw new Error('other shapes');
      if (!(difference <= ALLOWED)) throw new Error(`differs by ${difference.toExponential(1)}`);
    },
  }));
  return [...compared, refused];
}
