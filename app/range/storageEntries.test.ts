/** The storage plan as a list that people edit. */
import { expect, it } from 'vitest';
import { testModel } from '#app/state/testModel.ts';
import { allOf, formatUnder, isStorable, withFormat } from './storageEntries.ts';

const { graph } = testModel();
const KERNEL = 'conv2d/kernel';
const ODD = 'block/conv%3A1/kernel';
const INT8 = 'int8(range=minmax)';

it.each([
  ['one tensor', [], KERNEL, INT8, [`${KERNEL}=${INT8}`]],
  ['the same again', [`${KERNEL}=${INT8}`], KERNEL, 'float16', [`${KERNEL}=float16`]],
  [
    'all, which covers it',
    [`${KERNEL}=${INT8}`, 'dense/output=float16'],
    'weights',
    'float16',
    ['dense/output=float16', 'weights=float16'],
  ],
  ['one out of all', ['weights=float16'], ODD, INT8, ['weights=float16', `${ODD}=${INT8}`]],
  ['back to float32', [`${KERNEL}=${INT8}`], KERNEL, 'float32', []],
  [
    'back to float32 though all are stored',
    ['weights=float16'],
    KERNEL,
    'float32',
    ['weights=float16', `${KERNEL}=float32`],
  ],
  [
    'no more of all',
    ['weights=float16', `${KERNEL}=${INT8}`, 'dense/output=float16'],
    'weights',
    'float32',
    ['dense/output=float16'],
  ],
  [
    'with an entry that does not read',
    ['conv2d/kernel=?'],
    KERNEL,
    INT8,
    ['conv2d/kernel=?', `${KERNEL}=${INT8}`],
  ],
])('%s', (_, before, target, format, after) => {
  expect(withFormat(before, target, format, graph)).toEqual(after);
});

it('says what a tensor is stored in', () => {
  const storage = ['weights=float16', `${ODD}=${INT8}`, 'activations=int8(range=-1:1)'];
  expect(formatUnder(storage, KERNEL, graph)).toBe('float16');
  expect(formatUnder(storage, ODD, graph)).toBe(INT8);
  expect(formatUnder(storage, 'conv2d/output', graph)).toBe('int8(range=-1:1)');
  expect(formatUnder(storage, 'input/output', graph)).toBe('float32');
  expect(formatUnder(['nonsense'], KERNEL, graph)).toBe('float32');
});

it('knows what there is', () => {
  expect(isStorable(KERNEL, graph)).toBe(true);
  expect(isStorable('conv2d/nothing', graph)).toBe(false);
  expect([allOf(KERNEL, graph), allOf('dense/output', graph)]).toEqual(['weights', 'activations']);
});
