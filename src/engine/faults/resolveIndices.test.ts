import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import type { AxisIndex } from './fault.ts';
import { parseFault } from './parse.ts';
import { resolveIndices } from './resolveIndices.ts';

const resolve = (index: string, shape: number[]): number[] => [
  ...resolveIndices(parseFault(`n/kernel[${index}]:zero`).site.index, shape, 'n/kernel'),
];

describe('resolved indices', () => {
  it.each<[string, number[], number[]]>([
    ['0,0', [2, 3], [0]],
    ['1,2', [2, 3], [5]],
    ['1,*', [2, 3], [3, 4, 5]],
    ['*,1', [2, 3], [1, 4]],
    ['*,0:2', [2, 3], [0, 1, 3, 4]],
    ['0:2,1:3', [2, 3], [1, 2, 4, 5]],
    ['*', [4], [0, 1, 2, 3]],
    ['#5', [2, 3], [5]],
    ['', [], [0]],
    ['#0', [], [0]],
    ['*,0', [0, 3], []],
    ['3,0,2,1', [5, 5, 3, 6], [3 * 90 + 2 * 6 + 1]],
  ])('[%s] of shape %j are %j', (index, shape, flat) => {
    expect(resolve(index, shape)).toEqual(flat);
  });

  it.each<[string, number[], RegExp]>([
    ['0', [2, 3], /n\/kernel\[0\]: got 1 coordinates, wanted 2, one per axis.*shape \[2,3\]/],
    ['', [2], /got 0 coordinates, wanted 1/],
    ['0', [], /wanted none, it is a scalar/],
    ['2,0', [2, 3], /got 2 on axis 0, wanted numbers below 2/],
    ['0,1:4', [2, 3], /got 1:4 on axis 1, wanted numbers below 3/],
    ['999999999999,0', [2, 3], /on axis 0/],
    ['#6', [2, 3], /got flat index 6, wanted one below 6/],
    ['#1', [], /wanted one below 1/],
    ['#0', [0], /wanted one below 0/],
  ])('[%s] of shape %j is no site', (index, shape, message) => {
    expect(() => resolve(index, shape)).toThrow(LabError);
    expect(() => resolve(index, shape)).toThrow(message);
  });

  it('are those of nested loops', () => {
    const axis = fc.integer({ min: 1, max: 4 }).chain((length) => {
      const from = fc.nat({ max: length - 1 });
      const choice: fc.Arbitrary<AxisIndex> = fc.oneof(
        fc.constant({ kind: 'all' as const }),
        from.map((at) => ({ kind: 'at' as const, at })),
        from.chain((at) =>
          fc.integer({ min: at + 1, max: length }).map((to) => ({ kind: 'range' as const, from: at, to })),
        ),
      );
      return choice.map((chosen) => ({ length, chosen }));
    });
    fc.assert(
      fc.property(fc.array(axis, { maxLength: 4 }), (axes) => {
        const shape = axes.map(({ length }) => length);
        const named: number[] = [];
        const size = shape.reduce((a, b) => a * b, 1);
        for (let flat = 0; flat < size; flat++) {
          let rest = flat;
          const hit = axes.map(() => false);
          for (let k = axes.length - 1; k >= 0; k--) {
            const { length, chosen } = axes[k] as (typeof axes)[number];
            const at = rest % length;
            rest = Math.floor(rest / length);
            hit[k] =
              chosen.kind === 'all' ||
              (chosen.kind === 'at' ? at === chosen.at : chosen.from <= at && at < chosen.to);
          }
          if (hit.every(Boolean)) named.push(flat);
        }
        const index = { kind: 'coordinates' as const, axes: axes.map(({ chosen }) => chosen) };
        expect([...resolveIndices(index, shape, 'x')]).toEqual(named);
      }),
    );
  });
});
