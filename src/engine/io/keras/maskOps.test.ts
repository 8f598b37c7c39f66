import { expect, it } from 'vitest';
import { withoutMaskOps } from './maskOps.ts';

const tensor = (name: string): object => ({
  class_name: '__keras_tensor__',
  config: { keras_history: [name, 0, 0] },
});
const call = (args: unknown[], kwargs: object = {}): object[] => [{ args, kwargs }];
const names = (layers: readonly unknown[], outputs: unknown): string[] =>
  withoutMaskOps(layers, outputs).map(({ name }) => String(name));

const MASKING = [
  { class_name: 'InputLayer', name: 'x', inbound_nodes: [] },
  { class_name: 'NotEqual', name: 'ne', inbound_nodes: call([tensor('x'), 0]) },
  { class_name: 'Masking', name: 'm', config: { mask_value: 0 }, inbound_nodes: call([tensor('x')]) },
  { class_name: 'Any', name: 'any', inbound_nodes: call([tensor('ne')], { axis: -1 }) },
  { class_name: 'GRU', name: 'gru', inbound_nodes: call([tensor('m')], { mask: tensor('any') }) },
];

it('ops that only make a mask are left out', () => {
  expect(names(MASKING, [['gru', 0, 0]])).toEqual(['x', 'm', 'gru']);
});

it('they stay where they compare with another number, are read as data, are an output, or nothing is masked', () => {
  const other = MASKING.map((layer) =>
    layer.name === 'ne' ? { ...layer, inbound_nodes: call([tensor('x'), 3]) } : layer,
  );
  expect(names(other, [['gru', 0, 0]])).toContain('ne');
  const read = [...MASKING, { class_name: 'Dense', name: 'd', inbound_nodes: call([tensor('any')]) }];
  expect(names(read, [['d', 0, 0]])).toEqual(expect.arrayContaining(['ne', 'any']));
  expect(names(MASKING, [['any', 0, 0]])).toEqual(expect.arrayContaining(['ne', 'any']));
  expect(
    names(
      MASKING.filter(({ name }) => name !== 'm'),
      [['gru', 0, 0]],
    ),
  ).toContain('ne');
});
