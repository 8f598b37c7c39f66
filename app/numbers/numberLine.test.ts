/** Axis, levels and steps of the number line. */
import { describe, expect, it } from 'vitest';
import { type CodeFormat, levels } from '#engine/formats/codeFormat.ts';
import type { WordFormat } from '#engine/formats/format.ts';
import { axisOf, ticks, zoomed } from './axis.ts';
import { curveColumns, levelColumns, stepPath } from './levelColumns.ts';
import { nextLevel } from './nextLevel.ts';
import { readNumberSystem } from './numberSystem.ts';
import { plotDomain } from './plotDomain.ts';

function formatOf(text: string): WordFormat {
  const { formats } = readNumberSystem(text).fit({ values: Float32Array.of(0.5, -1), shape: [2] }, null);
  return formats[0] as WordFormat;
}

function sortedLevels(format: WordFormat): readonly number[] {
  const words = Array.from({ length: 2 ** format.width }, (_, word) => format.decode(word));
  const reachable =
    'codeOf' in format
      ? levels(format as CodeFormat)
          .filter((l) => l.reachable)
          .map((l) => l.value)
      : words;
  return [...new Set(reachable.filter(Number.isFinite).map((value) => value + 0))].toSorted((a, b) => a - b);
}

const SYSTEMS = [
  'float8_e4m3',
  'float8_e5m2',
  'quantized_bits(5,1,alpha=1)',
  'int8',
  'uint8(0.1,30)',
  'quantized_po2(4)',
];

it.each(SYSTEMS)('walks every level of %s, up and down', (text) => {
  const format = formatOf(text);
  const all = sortedLevels(format);
  const up = [all[0] as number];
  for (let k = 1; k < all.length; k++) up.push(nextLevel(format, up.at(-1) as number, 1) + 0);
  expect(up).toEqual(all);
  const down = [all.at(-1) as number];
  for (let k = 1; k < all.length; k++) down.unshift(nextLevel(format, down[0] as number, -1) + 0);
  expect(down).toEqual(all);
  expect(nextLevel(format, all.at(-1) as number, 1)).toBe(all.at(-1));
});

it.each(SYSTEMS)('marks the pixels where levels of %s lie', (text) => {
  const format = formatOf(text);
  const axis = axisOf('linear', plotDomain(format, [0.5], 'linear'), 613);
  const marked = [...levelColumns(format, axis)].flatMap((has, pixel) => (has === 1 ? [pixel] : []));
  const expected = new Set(
    sortedLevels(format)
      .map((level) => Math.floor(axis.at(level)))
      .filter((pixel) => pixel >= 0 && pixel < 613),
  );
  // Where levels lie closer than a pixel, the one nearest to its middle may be the neighbour's.
  const missed = [...expected].filter((pixel) => !marked.includes(pixel));
  expect(missed.filter((pixel) => !marked.includes(pixel - 1) && !marked.includes(pixel + 1))).toEqual([]);
  expect(
    marked.filter((pixel) => !expected.has(pixel) && !expected.has(pixel - 1) && !expected.has(pixel + 1)),
  ).toEqual([]);
});

describe.each(['linear', 'log'] as const)('%s axis', (kind) => {
  const axis = axisOf(kind, { low: -3, high: 5 }, 800, 0.01);
  it('goes there and back', () => {
    for (const value of [-3, -0.5, 0, 0.02, 1, 5]) expect(axis.valueAt(axis.at(value))).toBeCloseTo(value, 9);
    expect([axis.at(-3), axis.at(5)]).toEqual([0, 800]);
  });
  it('zooms around what is under the pointer', () => {
    const still = axis.valueAt(200);
    const near = axisOf(kind, zoomed(axis, 200, 0.5), 800, 0.01);
    expect(near.at(still)).toBeCloseTo(200, 6);
    expect(near.domain.high - near.domain.low).toBeLessThan(8);
  });
  it('has round ticks apart from each other', () => {
    const marks = ticks(axis, 64);
    const places = marks.map(({ value }) => axis.at(value));
    expect(marks.length).toBeGreaterThan(3);
    expect(
      Math.min(...places.slice(1).map((place, k) => place - (places[k] as number))),
    ).toBeGreaterThanOrEqual(64 - 1e-9);
    for (const { value, label } of marks) expect(Number(label)).toBeCloseTo(value, 9);
  });
});

it('draws the staircase', () => {
  const axis = axisOf('linear', { low: 0, high: 4 }, 4);
  expect([...curveColumns(Math.round, axis)]).toEqual([1, 2, 3, 4]);
  expect(stepPath(Float64Array.of(1, 1, 2, Number.NaN), (value) => 10 - value, 0, 10)).toBe('M0,9.0H2V8.0');
});
