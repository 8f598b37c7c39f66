import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printLayerView, readLayerView } from './layerField.ts';
import { FIRST_LAYER_VIEW } from './layerView.ts';

const view = fc.record({
  scope: fc.constantFrom('layer', 'net'),
  order: fc.constantFrom('index', 'changed'),
  histogram: fc.boolean(),
  table: fc.boolean(),
});

it('reads back what it printed', () => {
  fc.assert(
    fc.property(view, (wanted) => {
      const problems: string[] = [];
      expect(readLayerView(new Map(printLayerView(wanted)), problems)).toEqual(wanted);
      expect(problems).toEqual([]);
    }),
  );
});

it('prints nothing of what is so from the start, and names what it does not know', () => {
  expect(printLayerView(FIRST_LAYER_VIEW)).toEqual([]);
  const problems: string[] = [];
  expect(readLayerView(new Map([['y', 'net,sideways,toString']]), problems)).toEqual({
    ...FIRST_LAYER_VIEW,
    scope: 'net',
  });
  expect(problems).toHaveLength(2);
});
