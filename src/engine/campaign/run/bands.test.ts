import { describe, expect, it } from 'vitest';
import goldens from '../../fixtures/faults.json' with { type: 'json' };
import { closedBand, spikingjetBand } from './bands.ts';

const NAMES: Readonly<Record<string, string>> = {
  fully_masked: '0',
  SDC_1: 'SDC',
  'SDC_0_5%': '0-5',
  'SDC_5_10%': '5-10',
  'SDC_10_20%': '10-20',
  SDC_20: '>20',
};

const { default_clean, rows } = goldens.spikingjet_sdc_classes;
const floats = (list: readonly (number | string)[]): Float32Array => Float32Array.from(list, Number);
const cases = rows.map((row) => ({
  clean: floats('clean' in row && row.clean !== undefined ? row.clean : default_clean),
  faulty: floats(row.faulty),
  band: row.class === 'UNCLASSIFIED' ? 'none' : (NAMES[(row.class as readonly string[])[0] ?? ''] ?? '?'),
}));

describe('SpikingJET classes', () => {
  it.each(cases)('$clean then $faulty is $band', ({ clean, faulty, band }) => {
    expect(spikingjetBand(clean, faulty)).toBe(band);
  });
});

describe('the closed partition', () => {
  it.each(cases)(
    '$clean then $faulty: as SpikingJET but for what is not finite',
    ({ clean, faulty, band }) => {
      expect(closedBand(clean, faulty)).toBe(faulty.every(Number.isFinite) ? band : 'DUE');
    },
  );

  it.each([
    [0.95, '0-5'],
    [0.9, '5-10'],
    [0.8, '10-20'],
    [1, '0'],
    [0.799, '>20'],
    [1.05, '0-5'],
    [1.2, '10-20'],
  ])('has no gaps: 1 to %d', (to, band) => {
    // From 20 every percentage here is exact.
    expect(closedBand(Float32Array.of(20, 1), Float32Array.of(20 * to, 1))).toBe(band);
  });
});
