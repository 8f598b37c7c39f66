import { describe, expect, it } from 'vitest';
import { checkCalls } from './checkCalls.ts';

type Call = readonly [layer: string, call: number, output: number];

const layer = (name: string, ...calls: readonly (readonly Call[])[]) => ({
  class_name: calls.length === 0 ? 'InputLayer' : 'Dense',
  name,
  config: { name },
  inbound_nodes: calls.map((call) => call.map((each) => [...each, {}])),
});
const nested = (...layers: readonly object[]) => ({
  class_name: 'Functional',
  config: { name: 'inner', layers },
});
const model = (...layers: readonly object[]) => ({ class_name: 'Functional', config: { name: 'm', layers } });
const on = (name: string, call = 0): Call => [name, call, 0];

describe('calls of a model', () => {
  it.each([
    ['a chain', model(layer('x'), layer('a', [on('x')]), layer('b', [on('a')]))],
    ['layers in any order', model(layer('b', [on('a')]), layer('a', [on('x')]), layer('x'))],
    ['a layer called twice', model(layer('x'), layer('a', [on('x')], [on('a')]), layer('b', [on('a', 1)]))],
    [
      'a nested model, whose calls count from 1',
      model(
        layer('x'),
        { ...nested(layer('y'), layer('c', [on('y')])), name: 'inner', inbound_nodes: [[[...on('x'), {}]]] },
        layer('b', [on('inner', 1)]),
      ),
    ],
  ])('%s can be built', (_, built) => {
    expect(() => checkCalls(built)).not.toThrow();
  });

  it.each([
    ['a layer on itself', model(layer('x'), layer('a', [on('a')])), /a wait for each other/],
    [
      'two layers on each other',
      model(layer('x'), layer('a', [on('x'), on('b')]), layer('b', [on('a')])),
      /a, b wait for each other/,
    ],
    ['a call that never happens', model(layer('x'), layer('a', [on('x', 3)])), /a wait/],
    ['a layer that is not there', model(layer('x'), layer('a', [on('z')])), /"a" is called on the layer "z"/],
    [
      'one name twice',
      model(layer('x'), layer('a', [on('x')]), layer('a', [on('x')])),
      /Two layers are named "a"/,
    ],
    [
      'a cycle inside a nested model',
      model(layer('x'), { ...nested(layer('y'), layer('c', [on('c')])), name: 'inner', inbound_nodes: [] }),
      /c wait/,
    ],
  ])('%s is refused', (_, broken, message) => {
    expect(() => checkCalls(broken)).toThrow(message);
  });
});

it.each([[[0]], [[]], [[[]]], [[['x']]], [[['x', '0', 0]]], [[['x', -1, 0]]], [[['x', 0, 0.5]]], [['x']]])(
  'refuses the call %j, for which TensorFlow.js would wait',
  (node) => {
    const layers = [
      { class_name: 'InputLayer', name: 'x', config: { name: 'x' } },
      { class_name: 'Flatten', name: 'f', config: { name: 'f' }, inbound_nodes: [node] },
    ];
    expect(() => checkCalls({ class_name: 'Model', config: { layers } })).toThrow(
      /A call of the layer "f" is/,
    );
  },
);
