/** Faults of every kind, as the grammar can say them; for property tests. */
import fc from 'fast-check';
import { encodeNamePart } from '../../graph/nodeName.ts';
import type { AxisIndex, Effect, Fault, SiteIndex } from '../fault.ts';

const natural = fc.nat({ max: 100_000 });
const part = fc
  .tuple(fc.string({ minLength: 1, unit: 'binary' }), fc.nat({ max: 3 }))
  .map(([name, call]) => encodeNamePart(name) + (call === 0 ? '' : `~${call}`));
const node = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const tensor = fc.constantFrom(
  'kernel',
  'bias',
  'output',
  'output.1',
  'pre',
  'depthwise_kernel',
  'kernel.scale',
);

const axis: fc.Arbitrary<AxisIndex> = fc.oneof(
  fc.record({ kind: fc.constant('at' as const), at: natural }),
  fc.constant({ kind: 'all' as const }),
  fc
    .tuple(natural, natural)
    .map(([from, length]) => ({ kind: 'range' as const, from, to: from + length + 1 })),
);
const index: fc.Arbitrary<SiteIndex> = fc.oneof(
  fc.record({ kind: fc.constant('coordinates' as const), axes: fc.array(axis, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('flat' as const), at: natural }),
);

const bits = fc.array(fc.nat({ max: 31 }), { maxLength: 4 });
const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({ kind: fc.constantFrom('flip' as const, 'stuck0' as const, 'stuck1' as const), bits }),
  fc.record({ kind: fc.constant('set' as const), value: fc.double() }),
  fc.record({ kind: fc.constant('setWord' as const), word: fc.nat({ max: 0xffffffff }) }),
  fc.constant({ kind: 'zero' as const }),
);
const format = fc.constantFrom(
  null,
  'float32',
  'float16',
  'bfloat16',
  'quantized_bits(5,1,alpha=1)',
  "q(alpha='auto_po2')",
);

export const anyFault: fc.Arbitrary<Fault> = fc.record({
  site: fc.record({ node, tensor, index, step: fc.option(natural), image: fc.option(natural) }),
  effect,
  format,
});
