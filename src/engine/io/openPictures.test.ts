import { describe, expect, it } from 'vitest';
import { withGraphPictureSizes, withPictureSizes } from './openPictures.ts';

const layers = (shape: (number | null)[]): Record<string, unknown> => ({
  class_name: 'Model',
  config: { layers: [{ class_name: 'InputLayer', config: { name: 'x', batch_input_shape: shape } }] },
});
const shapeOf = (model: Readonly<Record<string, unknown>>): unknown =>
  (model['config'] as { layers: { config: { batch_input_shape: unknown } }[] }).layers[0]?.config
    .batch_input_shape;

describe('open sides of pictures', () => {
  it.each([
    [
      [null, null, null, 3],
      [null, 128, 128, 3],
    ],
    [
      [1, null, 64, 1],
      [1, 128, 64, 1],
    ],
  ])('%j becomes %j, and the import says so', (given, wanted) => {
    const { topology, notes } = withPictureSizes(layers(given));
    expect(shapeOf(topology)).toEqual(wanted);
    expect(notes).toMatchObject([{ kind: 'rewritten', where: 'x' }]);
  });

  it.each([[[null, 32, 32, 3]], [[null, null, 8]], [[null, null, null, 64]], [[null, null]]])(
    '%j stays',
    (given) => {
      const model = layers(given);
      expect(withPictureSizes(model)).toEqual({ topology: model, notes: [] });
    },
  );

  it('of a graph model: the Placeholder', () => {
    const dim = [1, -1, -1, 3].map((size) => ({ size: String(size) }));
    const node = [
      { name: 'x', op: 'Placeholder', attr: { dtype: { type: 'DT_UINT8' }, shape: { shape: { dim } } } },
      { name: 'y', op: 'Cast', input: ['x'] },
    ];
    const { topology, notes } = withGraphPictureSizes({ node });
    const [x] = topology['node'] as { attr: { shape: { shape: { dim: { size: string }[] } } } }[];
    expect(x?.attr.shape.shape.dim.map(({ size }) => size)).toEqual(['1', '128', '128', '3']);
    expect(x?.attr).toHaveProperty('dtype');
    expect(notes).toHaveLength(1);
  });
});
