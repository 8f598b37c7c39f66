import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float16 } from '../formats/float16.ts';
import { float32 } from '../formats/float32.ts';
import type { Format, WordFormat } from '../formats/format.ts';
import { FORMATS, formatByName } from '../formats/formatByName.ts';
import { uniformFormat } from '../formats/groupedFormat.ts';
import { LabError } from '../labError.ts';
import { applyPatch, isIdentity } from '../words/patch.ts';
import type { Effect, Fault } from './fault.ts';
import { parseFaults } from './parse.ts';
import { planSites, resolveWords, type SitePlan, valueIndependent } from './sitePlan.ts';

const SHAPE = [2, 3];
const SIZE = 6;
const BATCH = 2;

function plan(text: string, format: Format = float32, batchSize: number | null = null): SitePlan {
  return planSites(parseFaults(text), {
    where: 'a/b',
    shape: SHAPE,
    format: uniformFormat<WordFormat>(format),
    batchSize,
  });
}

/** What the runtime does: a patch at once, or one made for the words that stand there. */
function run(sites: SitePlan, words: Uint32Array): Uint32Array {
  const after = words.slice();
  const there = Uint32Array.from(sites.indices, (i) => words[i] as number);
  applyPatch(after, valueIndependent(sites) ?? resolveWords(sites, there));
  return after;
}

/** One word, one fault, bit by bit. */
function afterEffect(float32Word: number, effect: Effect, format: Format): number {
  if (effect.kind === 'set') return format.toFloat32Bits(format.encode(effect.value));
  if (effect.kind === 'setWord') return format.toFloat32Bits(effect.word);
  if (effect.kind === 'zero') return 0;
  const bits = [...format.fromFloat32Bits(float32Word).toString(2).padStart(format.width, '0')].reverse();
  for (const bit of effect.bits) {
    const flipped = bits[bit] === '0' ? '1' : '0';
    bits[bit] = effect.kind === 'flip' ? flipped : effect.kind === 'stuck1' ? '1' : '0';
  }
  return format.toFloat32Bits(Number.parseInt(bits.reverse().join(''), 2));
}

const anyEffect = (width: number): fc.Arbitrary<Effect> =>
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('flip' as const, 'stuck0' as const, 'stuck1' as const),
      bits: fc.array(fc.nat({ max: width - 1 }), { maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('set' as const), value: fc.double() }),
    fc.record({ kind: fc.constant('setWord' as const), word: fc.nat({ max: 2 ** width - 1 }) }),
    fc.constant({ kind: 'zero' as const }),
  );
const anyIndex = fc.constantFrom('#0', '#5', '0,*', '*,1', '*,0:2', '*,*', '1,2');
const anyImage = fc.constantFrom(null, 0, 1);
const anySequence = (width: number) =>
  fc.array(fc.tuple(anyIndex, anyEffect(width), anyImage), { maxLength: 5 });

function faultOf(index: string, effect: Effect, image: number | null): Fault {
  const [fault] = parseFaults(`a/b[${index}]:zero`) as [Fault];
  return { ...fault, site: { ...fault.site, image }, effect };
}

describe.each(FORMATS)('plans in $name', (format) => {
  const stored = fc
    .array(fc.nat({ max: 2 * format.signBit - 1 }), { minLength: SIZE * BATCH, maxLength: SIZE * BATCH })
    .map((words) => Uint32Array.from(words, format.toFloat32Bits));

  it('do what the faults do one after another, bit by bit, payloads included', () => {
    fc.assert(
      fc.property(stored, anySequence(format.width), (words, sequence) => {
        const faults = sequence.map((entry) => faultOf(...entry));
        const expected = words.slice();
        for (const fault of faults) {
          const one = planSites([fault], {
            where: 'a/b',
            shape: SHAPE,
            format: uniformFormat<WordFormat>(format),
            batchSize: BATCH,
          });
          for (const i of one.indices) expected[i] = afterEffect(expected[i] as number, fault.effect, format);
        }
        const all = planSites(faults, {
          where: 'a/b',
          shape: SHAPE,
          format: uniformFormat<WordFormat>(format),
          batchSize: BATCH,
        });
        expect([...run(all, words)]).toEqual([...expected]);
        const there = Uint32Array.from(all.indices, (i) => words[i] as number);
        const read = words.slice();
        applyPatch(read, resolveWords(all, there));
        expect([...read]).toEqual([...expected]);
      }),
      { numRuns: 200 },
    );
  });

  it('of no bits are the identity, even on words that are not rounded', () => {
    for (const text of ['a/b[*,*]:flip()', 'a/b[0,*]:flip(3);a/b[0,0:3]:flip(3)', 'a/b[#1]:stuck1()']) {
      const patch = valueIndependent(plan(text, format));
      expect(patch?.indices.length).toBeGreaterThan(0);
      expect(patch !== null && isIdentity(patch)).toBe(true);
      const words = new Uint32Array(plan(text, format).indices.length).fill(0x3dcccccd);
      expect(isIdentity(resolveWords(plan(text, format), words))).toBe(true);
    }
  });

  it('set a word whatever stood there', () => {
    const patch = valueIndependent(plan('a/b[#2]:set(-0.1)', format));
    const words = new Uint32Array(SIZE).fill(0xffffffff);
    if (patch !== null) applyPatch(words, patch);
    expect(words[2]).toBe(format.toFloat32Bits(format.encode(-0.1)));
    expect(words[1]).toBe(0xffffffff);
  });
});

describe('plans', () => {
  it('need to know the value where words are no shifted float32 words', () => {
    const flip = (name: string): unknown => valueIndependent(plan('a/b[#0]:flip(3)', formatByName(name)));
    expect(flip('float32')).not.toBeNull();
    expect(flip('bfloat16')).not.toBeNull();
    expect(flip('float16')).toBeNull();
  });

  it('stand in the upper half of the word for bfloat16', () => {
    const patch = valueIndependent(plan('a/b[#0]:stuck1(14)', formatByName('bfloat16')));
    expect([...(patch?.and ?? [])]).toEqual([~(1 << 30)]);
    expect([...(patch?.xor ?? [])]).toEqual([1 << 30]);
  });

  it('flip float16 words, not float32 ones', () => {
    const sites = plan('a/b[#0]:flip(14)', float16);
    const before = Uint32Array.of(float16.toFloat32Bits(0x2e66));
    expect(float32.decode(run(sites, before)[0] as number)).toBe(6552);
  });

  it('hit one image or all', () => {
    expect([...plan('a/b[1,2]:zero', float32, 3).indices]).toEqual([5, 11, 17]);
    expect([...plan('a/b[1,2]@image=1:zero', float32, 3).indices]).toEqual([11]);
    expect([...plan('a/b[1,1:3]@image=2:zero;a/b[0,0]:zero', float32, 3).indices]).toEqual([
      0, 6, 12, 16, 17,
    ]);
    expect([...plan('a/b[1,2]:zero').indices]).toEqual([5]);
  });

  it('of no faults are empty', () => {
    expect(
      planSites([], {
        where: 'a/b',
        shape: SHAPE,
        format: uniformFormat<WordFormat>(float32),
        batchSize: null,
      }).indices,
    ).toHaveLength(0);
  });

  it.each<[string, number | null, RegExp]>([
    ['a/b[0,0]@image=3:zero', 3, /a\/b\[0,0\]@image=3: got image 3, wanted one below 3/],
    ['a/b[0,0]@image=0:zero', null, /all images share a\/b/],
    ['a/b[0]:zero', null, /shape \[2,3\]/],
    ['a/b[0,0]:flip(32)', null, /bit 32/],
  ])('refuse %s with batch %j', (text, batchSize, message) => {
    expect(() => plan(text, float32, batchSize)).toThrow(LabError);
    expect(() => plan(text, float32, batchSize)).toThrow(message);
  });

  it('want as many words as indices', () => {
    expect(() => resolveWords(plan('a/b[0,*]:zero'), new Uint32Array(2))).toThrow(/2 words for 3 indices/);
  });
});
