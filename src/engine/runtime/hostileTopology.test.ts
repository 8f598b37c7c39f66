/** Topologies that would cost more than their file, or that TensorFlow.js fails at without a word that helps. */
import { beforeAll, expect, it } from 'vitest';
import { useBackend } from '../testing/backends.ts';
import { type Artifacts, loadProgram } from './loadProgram.ts';

type Config = Readonly<Record<string, unknown>>;

const layer = (class_name: string, config: Config) => ({
  class_name,
  config: { name: class_name.toLowerCase(), ...config },
});

const input = (...shape: number[]) =>
  layer('InputLayer', { batch_input_shape: [null, ...shape], dtype: 'float32' });

function model(layers: readonly object[], weights: readonly (readonly [string, number[]])[] = []): Artifacts {
  const specs = weights.map(([name, shape]) => ({ name, shape, dtype: 'float32' as const }));
  const count = specs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return {
    format: 'layers',
    topology: { class_name: 'Sequential', config: { name: 'm', layers } },
    weightSpecs: specs,
    weightData: new Uint8Array(count * 4),
    signature: null,
  };
}

beforeAll(async () => {
  await useBackend('cpu');
});

it.each<[string, Artifacts, string, RegExp]>([
  [
    'units of 2e8, in a file of 10 numbers',
    model([input(2), layer('Dense', { units: 2e8 })], [['dense/kernel', [2, 5]]]),
    'bad-model',
    /By its configuration dense\/kernel has the shape \[2, 200000000\], 400,000,000 numbers; the files hold 10 for the whole model/,
  ],
  [
    'padding to terabytes',
    model([input(4, 4, 1), layer('ZeroPadding2D', { padding: [1e6, 1e6] })]),
    'unsupported',
    /values of .* MB at zeropadding2d; the lab's limit is 1,024 MB/,
  ],
  [
    'an hour of arithmetic',
    model(
      [
        input(2000, 2000, 1),
        layer('UpSampling2D', { size: [2, 2] }),
        layer('Conv2D', { filters: 2, kernel_size: [500, 500], padding: 'same', use_bias: false }),
      ],
      [['conv2d/kernel', [500, 500, 1, 2]]],
    ),
    'unsupported',
    /multiply-accumulates for one input; the lab's limit is 2e\+12/,
  ],
  [
    'a negative size',
    {
      ...model([]),
      topology: {
        class_name: 'Model',
        config: {
          name: 'm',
          layers: [{ ...input(6, -1, 4), name: 'inputlayer', inbound_nodes: [] }],
          input_layers: [['inputlayer', 0, 0]],
          output_layers: [['inputlayer', 0, 0]],
        },
      },
    },
    'bad-model',
    /has the shape \[\?, 6, -1, 4\]; wanted whole numbers/,
  ],
  [
    'an unknown layer',
    model([input(4), layer('MyLayer', {})]),
    'unsupported',
    /does not know the layer: MyLayer/,
  ],
  [
    'an unknown activation',
    model([input(4), layer('Dense', { units: 1, activation: 'wobble' })], [['dense/kernel', [4, 1]]]),
    'unsupported',
    /does not know the activation: wobble, of the layer "dense" \(Dense\)/,
  ],
  [
    'a layer without its size',
    model([input(4), layer('Dense', {})]),
    'bad-model',
    /cannot build the layer "dense" \(Dense\).*Its configuration is damaged/,
  ],
])('%s', async (_, files, code, message) => {
  await expect(loadProgram(files)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  });
});
