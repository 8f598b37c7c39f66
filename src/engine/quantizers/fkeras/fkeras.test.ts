import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import notebook from '../../fixtures/fkeras_notebook.json';
import { uniformDraws } from '../uniformDraws.ts';
import { exactFaultCount, faultyLayerBits } from './bitRegions.ts';
import {
  type FkerasCode,
  type FkerasCompat,
  fillMasks,
  fkerasFaultCount,
  randomMasks,
  regionMasks,
  withMasks,
} from './fillMasks.ts';
import { layerBitOf, weightBitOf } from './layerBitIndex.ts';

const CODE: FkerasCode = { bits: 5, integer: 1, signed: true };
const SIZE = 12;

describe('layer bits', () => {
  it.each(notebook.lbi_mapping.examples)(
    '$lbi is weight and bit $wbi',
    ({ lbi, wbi, back, wbi_big_endian: lsbFirst }) => {
      expect(weightBitOf(lbi, 5)).toEqual({ weight: wbi[0], bit: wbi[1] });
      expect(layerBitOf({ weight: wbi[0] as number, bit: wbi[1] as number }, 5)).toBe(back);
      expect(weightBitOf(lbi, 5, false)).toEqual({ weight: lsbFirst[0], bit: lsbFirst[1] });
    },
  );

  it('agree with the 60 flips of the notebook', () => {
    const flips = notebook.all_60_single_flips_of_weights_q;
    expect(flips.map(({ lbi }) => weightBitOf(lbi, 5))).toEqual(
      flips.map(({ weight, bit }) => ({ weight, bit })),
    );
  });

  it('go both ways in 1 to 16 bits, both orders', () => {
    const anyBits = fc.integer({ min: 1, max: 16 });
    fc.assert(
      fc.property(anyBits, fc.nat(100000), fc.boolean(), (bits, layerBit, msbFirst) => {
        const place = weightBitOf(layerBit, bits, msbFirst);
        expect(layerBitOf(place, bits, msbFirst)).toBe(layerBit);
        expect(place.bit).toBeLessThan(bits);
      }),
    );
  });

  it('must exist', () => {
    expect(() => weightBitOf(-1, 5)).toThrow(/got -1, wanted a whole number/);
    expect(() => layerBitOf({ weight: 0, bit: 5 }, 5)).toThrow(/got 5, wanted 0 .* to 4/);
    expect(() => regionMasks(SIZE, CODE, [60])).toThrow(/got 60, wanted one below 60/);
  });
});

describe('published masks', () => {
  it.each(notebook.deterministic_fill_masks)(
    'fill $faults of 60 bits',
    ({ ber, int_floor_of_60_times_ber, mask_v1, mask_v2_kn1 }) => {
      expect(fkerasFaultCount(SIZE, 5, ber)).toBe(int_floor_of_60_times_ber);
      expect([...fillMasks(SIZE, CODE, ber, 'fkeras.v1')]).toEqual(mask_v1);
      expect([...fillMasks(SIZE, CODE, ber, 'fkeras.v2')]).toEqual(mask_v2_kn1);
    },
  );

  it.each(notebook.cases.filter(({ expected }) => expected !== null))(
    '$name',
    ({ input_q, int_mask, expected, ...rest }) => {
      const compat: FkerasCompat =
        'compat' in rest && rest.compat === 'fkeras-random' ? 'fkeras.random' : 'fkeras.v2';
      expect(
        [...withMasks(Float32Array.from(input_q), Int32Array.from(int_mask), CODE, compat)].map((y) => y + 0),
      ).toEqual(expected);
    },
  );

  it('of regions are their first bits', () => {
    const withRegions = notebook.cases.filter((entry) => 'lbis' in entry);
    expect(withRegions).toHaveLength(2);
    for (const entry of withRegions) {
      expect([...regionMasks(SIZE, CODE, (entry as { lbis: number[] }).lbis)]).toEqual(entry.int_mask);
    }
    expect(regionMasks(1, CODE, [0, 0])[0]).toBe(-16);
    expect(regionMasks(1, { ...CODE, signed: false }, [0])[0]).toBe(16);
  });

  it.each(notebook.xor_arithmetic_seed)('$expr', ({ expr, int, value }) => {
    const mask = expr.includes('-16') ? -16 : 16;
    const [after] = withMasks(Float32Array.of(0.5), Int32Array.of(mask), CODE, 'fkeras.v1');
    expect([after, (after as number) * 8]).toEqual([value, int]);
  });

  it('drop what the double product loses: 0.29 of 100 bits are 28', () => {
    expect(fkerasFaultCount(20, 5, 0.29)).toBe(28);
    expect(exactFaultCount({ first: 0, last: 99, rate: 0.29 })).toBe(29);
    expect(() => fkerasFaultCount(20, 5, 1.5)).toThrow(/got 1.5, wanted 0 to 1/);
  });

  it('drawn at random are distinct bits, and at rate 1 all of them', () => {
    expect([...randomMasks(SIZE, CODE, 1, uniformDraws(1))]).toEqual(new Array(SIZE).fill(31));
    const masks = randomMasks(SIZE, CODE, 0.5, uniformDraws(2));
    const flipped = [...masks].reduce((sum, mask) => sum + mask.toString(2).replaceAll('0', '').length, 0);
    expect(flipped).toBe(30);
    expect(randomMasks(SIZE, CODE, 0.5, uniformDraws(2))).toEqual(masks);
    expect(randomMasks(SIZE, CODE, 0.5, uniformDraws(3))).not.toEqual(masks);
  });
});

describe('regions with a rate', () => {
  it('include both ends and flip the exact count', () => {
    expect(faultyLayerBits([{ first: 5, last: 9, rate: 1 }], 'exact', uniformDraws(1))).toEqual([
      5, 6, 7, 8, 9,
    ]);
    expect(faultyLayerBits([{ first: 5, last: 5, rate: 1 }], 'bernoulli', uniformDraws(1))).toEqual([5]);
    const anyRegion = fc.tuple(
      fc.nat(50),
      fc.nat(80),
      fc.float({ min: 0, max: 1, noNaN: true }),
      fc.nat(1000),
    );
    fc.assert(
      fc.property(anyRegion, ([first, length, rate, seed]) => {
        const region = { first, last: first + length, rate };
        const bits = faultyLayerBits([region], 'exact', uniformDraws(seed));
        expect(bits).toHaveLength(exactFaultCount(region));
        expect(new Set(bits).size).toBe(bits.length);
        expect(bits.every((bit) => bit >= first && bit <= first + length)).toBe(true);
      }),
    );
  });

  it.each(['exact', 'bernoulli'] as const)('hit every bit as often: %s', (count) => {
    const hits = new Array<number>(10).fill(0);
    const draw = uniformDraws(11);
    const rounds = 20000;
    for (let k = 0; k < rounds; k++) {
      for (const bit of faultyLayerBits([{ first: 0, last: 9, rate: 0.3 }], count, draw))
        hits[bit] = (hits[bit] as number) + 1;
    }
    const deviation = Math.sqrt(0.3 * 0.7 * rounds);
    for (const hit of hits) expect(Math.abs(hit - 0.3 * rounds)).toBeLessThan(4.5 * deviation);
  });

  it('unite, and refuse what is no region', () => {
    const both = [
      { first: 0, last: 2, rate: 1 },
      { first: 2, last: 3, rate: 1 },
    ];
    expect(faultyLayerBits(both, 'exact', uniformDraws(1))).toEqual([0, 1, 2, 3]);
    expect(() => faultyLayerBits([{ first: 3, last: 2, rate: 1 }], 'exact', uniformDraws(1))).toThrow(
      /3 to 2/,
    );
    expect(() => faultyLayerBits([{ first: 0, last: 2, rate: 2 }], 'exact', uniformDraws(1))).toThrow(
      /rate of 2/,
    );
  });
});
