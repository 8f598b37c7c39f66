import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Effect } from '../../faults/fault.ts';
import { printFaults } from '../../faults/print.ts';
import { FLOAT32_TENSOR } from '../../formats/groupedFormat.ts';
import { faultSpace } from './faultSpace.ts';
import { asFault, type TrialFault, textOf } from './trial.ts';

const space = faultSpace({ kind: 'flip', amount: { kind: 'one' } }, [0]);
const bits = fc.array(fc.nat(31), { maxLength: 4 });
const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({ kind: fc.constantFrom('flip' as const, 'stuck0' as const, 'stuck1' as const), bits }),
  fc.record({ kind: fc.constant('set' as const), value: fc.double() }),
  fc.constant({ kind: 'zero' as const }),
);
const fault: fc.Arbitrary<TrialFault> = fc
  .record({
    id: fc.constantFrom('conv2d/kernel', 'block/a%3Ab/gamma', 'dense~1/output'),
    shape: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 4 }),
    share: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    effect,
  })
  .map(({ id, shape, share, effect }) => {
    const elements = shape.reduce((product, size) => product * size, 1);
    const node = id.slice(0, id.lastIndexOf('/'));
    const tensor = { id, node, shape, elements, format: FLOAT32_TENSOR, space, first: 0, isValue: false };
    return { tensor, element: Math.floor(share * elements), effect };
  });

it('the text of faults is that of their fault strings', () => {
  fc.assert(
    fc.property(fc.array(fault, { maxLength: 3 }), (faults) => {
      expect(textOf(faults)).toBe(printFaults(faults.map(asFault)));
    }),
  );
});
