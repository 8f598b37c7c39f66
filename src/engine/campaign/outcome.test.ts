import { describe, expect, it } from 'vitest';
import { argmax, outputDistance, topK, type Verdict, verdict } from './outcome.ts';

const NAN = Number.NaN;
const INF = Number.POSITIVE_INFINITY;

describe('argmax', () => {
  it.each<[number[], number]>([
    [[0.1, 0.7, 0.2], 1],
    [[0.5, 0.5, 0.1], 0],
    [[-3, -2, -2], 1],
    [[0, -0], 0],
    [[-0, 0], 0],
    [[1, NAN, 3], 1],
    [[1, NAN, NAN], 1],
    [[INF, NAN], 1],
    [[NAN, NAN], 0],
    [[1, INF, INF], 1],
    [[-INF, -INF], 0],
    [[], -1],
  ])('of %j is %i, as NumPy has it', (scores, index) => {
    expect(argmax(scores)).toBe(index);
    expect(argmax(Float32Array.from(scores))).toBe(index);
  });
});

describe('top k', () => {
  it('orders by score, then index, NaNs last', () => {
    const order = (scores: number[]): number[] => topK(scores, null, 9).map((entry) => entry.index);
    expect(order([0.1, 0.7, 0.2])).toEqual([1, 2, 0]);
    expect(order([0.5, 0.7, 0.5])).toEqual([1, 0, 2]);
    expect(order([NAN, 1, -INF, NAN, INF, INF])).toEqual([4, 5, 1, 2, 0, 3]);
  });

  it('names classes and cuts at k', () => {
    expect(topK(Float32Array.of(0.25, 0.75), ['cat', 'dog'], 1)).toEqual([
      { label: 'dog', index: 1, score: 0.75 },
    ]);
    expect(topK([2, 1], null, 2).map((entry) => entry.label)).toEqual(['class 0', 'class 1']);
    expect(topK([1, 2, 3], ['zero'], 3).map((entry) => entry.label)).toEqual(['class 2', 'class 1', 'zero']);
  });
});

describe('verdict', () => {
  const rows: readonly [string, number[][], number[][], Verdict, Verdict][] = [
    ['equal', [[1, 2]], [[1, 2]], 'masked', 'masked'],
    ['one ulp off', [[1, 2]], [[1.0000001192092896, 2]], 'benign', 'changed'],
    ['another class', [[1, 2]], [[3, 2]], 'SDC', 'changed'],
    ['a tie goes to the lowest index', [[1, 2]], [[2, 2]], 'SDC', 'changed'],
    ['a tie that golden has too', [[2, 2]], [[3, 3]], 'benign', 'changed'],
    ['-0 is another word than +0', [[0, 1]], [[-0, 1]], 'benign', 'changed'],
    ['NaN', [[1, 2]], [[NAN, 2]], 'DUE', 'DUE'],
    ['infinity, same argmax', [[1, 2]], [[1, INF]], 'DUE', 'DUE'],
    ['non-finite goes before another class', [[1, 2]], [[INF, 2]], 'DUE', 'DUE'],
    [
      'second output differs in class',
      [
        [1, 2],
        [5, 4],
      ],
      [
        [1, 2],
        [4, 5],
      ],
      'SDC',
      'changed',
    ],
    ['second output is NaN', [[1, 2], [5]], [[1, 2], [NAN]], 'DUE', 'DUE'],
    ['all NaN in both runs', [[NAN, NAN]], [[NAN, NAN]], 'masked', 'masked'],
    ['golden infinite, equal', [[INF, 1]], [[INF, 1]], 'masked', 'masked'],
    ['golden NaN, something else moved', [[NAN, 1]], [[NAN, 2]], 'DUE', 'DUE'],
    ['golden NaN, faulty finite', [[1, NAN]], [[2, 1]], 'SDC', 'changed'],
  ];

  it.each(rows)('%s', (_name, golden, faulty, withClasses, without) => {
    const outputs = (lists: number[][]): Float32Array[] => lists.map((list) => Float32Array.from(list));
    expect(verdict(outputs(golden), outputs(faulty), true)).toBe(withClasses);
    expect(verdict(outputs(golden), outputs(faulty), false)).toBe(without);
  });

  it('takes NaNs of any payload as equal', () => {
    const words = Uint32Array.of(0x7fc00000, 0xff800001);
    const [golden, faulty] = [new Float32Array(words.buffer, 0, 1), new Float32Array(words.buffer, 4, 1)];
    expect(verdict([golden], [faulty], true)).toBe('masked');
  });

  it('refuses runs of different models', () => {
    expect(() => verdict([Float32Array.of(1)], [], true)).toThrow(RangeError);
  });
});

it('the distance is Euclidean over all outputs and skips what is not finite', () => {
  expect(
    outputDistance([Float32Array.of(1, 2), Float32Array.of(0)], [Float32Array.of(4, 2), Float32Array.of(-4)]),
  ).toBe(5);
  expect(outputDistance([Float32Array.of(1, NAN, 2)], [Float32Array.of(1, 3, INF)])).toBe(0);
  expect(outputDistance([Float32Array.of(3e38)], [Float32Array.of(-3e38)])).toBeCloseTo(6e38, -33);
});
