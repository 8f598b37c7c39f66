import { describe, expect, it } from 'vitest';
import { readPlan } from '../../plan/readPlan.ts';
import type { Row } from '../../run/row.ts';
import { DeathSums } from '../deathSums.ts';
import { errorRateSeries, type InSeries } from '../errorRateSeries.ts';
import { lossPlace, noLosses } from '../lossSpread.ts';
import { noOutputChanges, outputPlace } from '../outputSpread.ts';
import { bandsPicture, lossPicture, outputPicture } from './changes.ts';
import { channelsPicture } from './channels.ts';
import { errorRatesPicture } from './errorRates.ts';
import { maskingPicture } from './masking.ts';
import { type CellsMark, cellAt, type Mark, type Picture, shadePaths } from './picture.ts';
import { ratesPicture } from './rates.ts';
import { pictureFile, pictureSvg } from './svgText.ts';

const rate = (value: number, low = value / 2, high = Math.min(1, value * 2)) => ({
  rate: value,
  low,
  high,
  n: 100,
});
const words = ({ marks }: Picture) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
const cellsOf = ({ marks }: Picture) => marks.filter((mark): mark is CellsMark => mark.kind === 'cells');

describe('pictures', () => {
  it('bars reach as far as rates, whiskers over the intervals', () => {
    const picture = ratesPicture([{ label: 'conv', rate: rate(0.1, 0.05, 0.2) }], 'By layer');
    const [bar] = picture.marks.filter((mark): mark is Extract<Mark, { kind: 'box' }> => mark.kind === 'box');
    // The axis ends at 20 %.
    expect(bar?.width).toBeCloseTo(520 / 2, 6);
    expect(picture.marks).toContainEqual({ kind: 'path', d: 'M320 11H710M320 7v8M710 7v8', look: 'whisker' });
    expect(bar?.told).toBe('conv: 10 %, 5 % to 20 %, 100 trials');
    expect(words(picture)).toContain('20 %');
  });

  it('channels of a layer are wrapped, those without a trial are blank, and the pointer finds each', () => {
    const own = [0, 1, 70].map((channel) => ({ layer: 'conv', channel, rate: rate(0.25) }));
    const picture = channelsPicture(own, 'Channels') as Picture;
    const [cells] = cellsOf(picture) as [CellsMark];
    expect(cells.shades.length).toBe(71);
    expect([cells.shades[0], cells.shades[2], cells.shades[70]]).toEqual([0.5, null, 0.5]);
    const at = cellAt(cells, cells.x + 6.5 * cells.cellWidth, cells.y + 1.5 * cells.cellHeight);
    expect(at).toBe(70);
    expect(cells.told(70)).toContain('conv, channel 70: 25 %');
    expect(cellAt(cells, cells.x - 1, cells.y)).toBeNull();
    const paths = shadePaths(cells);
    expect(paths.map(({ level }) => level).sort()).toEqual([0.5, null]);
    expect(paths.find(({ level }) => level === 0.5)?.d.match(/M/g)?.length).toBe(3);
  });

  it('losses count once each, by sign and size', () => {
    const counts = noLosses();
    for (const change of [-20, -0.0005, 0, 0, 0.0005, 0.5, 20, Number.POSITIVE_INFINITY])
      counts[lossPlace(change)] = (counts[lossPlace(change)] ?? 0) + 1;
    expect(counts).toEqual([1, 0, 0, 0, 0, 1, 2, 1, 0, 0, 1, 0, 2]);
    expect(words(lossPicture(counts, 'Losses') as Picture)).toEqual(
      expect.arrayContaining(['< -10', '< 0', '0', '> 0', '> 0.1', '> 10', '25 %']),
    );
  });

  it('changes of outputs count once each, by size', () => {
    const counts = noOutputChanges();
    for (const change of [0, 0, 1e-9, 5e-6, 0.5, 0.5, 99, 1e30])
      counts[outputPlace(change)] = (counts[outputPlace(change)] ?? 0) + 1;
    expect(counts).toEqual([2, 1, 1, 0, 0, 0, 0, 2, 0, 1, 1]);
    expect(words(outputPicture(counts, 'Outputs') as Picture)).toEqual(
      expect.arrayContaining(['0', '> 0', '> 0.1', '> 100', '25 %']),
    );
    expect(outputPicture(noOutputChanges(), 'Outputs')).toBeNull();
  });

  it('deaths are shares of all images of a layer, by reason; the margin saves benign ones', () => {
    const sums = new DeathSums();
    const deaths = { 'no-op': 0, 'zero input': 1, ReLU: 2, pool: 0, rounding: 0, saturation: 0 };
    const row = { deaths, masked: 3, benign: 1, images: 5, reason: 'ReLU', diedAt: 'relu' };
    sums.add(row as unknown as Row, 'conv');
    sums.add({ ...row, reason: null, diedAt: null } as unknown as Row, 'conv');
    const { hit, died } = sums.masking(['conv', 'relu']);
    expect(hit).toEqual([{ at: 'conv', counts: [0, 1, 2, 0, 0, 0, 1], images: 5 }]);
    expect(died).toEqual([{ at: 'relu', counts: [0, 1, 2, 0, 0, 0, 1], images: 4 }]);
    expect(words(maskingPicture(hit, 'Masking') as Picture)).toEqual(
      expect.arrayContaining(['conv', 'ReLU', '40 %', 'argmax margin', '20 %']),
    );
  });

  it('no band is shown only where something is in it', () => {
    const bands = { '0': 0.5, '0-5': 0.5, '5-10': 0, '10-20': 0, '>20': 0, SDC: 0, DUE: 0, none: 0 };
    expect(words(bandsPicture(bands, 'Bands'))).not.toContain('no band');
    expect(words(bandsPicture({ ...bands, none: 0.1 }, 'Bands'))).toContain('no band');
  });

  it('names are escaped, in the page and in a file', () => {
    const picture = ratesPicture([{ label: '<a&b>', rate: rate(0.1) }], 'By "layer"');
    const colours = { ground: '#fff', ink: '#000', soft: '#555', line: '#ddd' };
    const file = pictureFile(picture, {
      ...colours,
      fault: '#d00',
      faultGround: '#fee',
      golden: '#888',
      empty: '#eee',
    });
    for (const svg of [pictureSvg(picture), file]) {
      expect(svg).toContain('&lt;a&amp;b&gt;');
      expect(svg).not.toContain('<a&b>');
    }
    expect(file).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(file).not.toContain('class=');
  });
});

describe('errorRateSeries', () => {
  const inSeries = (errorRate: number, accuracy: number, more = ''): InSeries => ({
    plan: readPlan(`fault: {kind: flip, amount: {kind: rate, rate: ${errorRate}}}\n${more}`),
    report: { accuracy: { golden: 0.9, interval: rate(accuracy) } } as unknown as InSeries['report'],
  });

  it('holds campaigns that differ in the error rate alone, each once, by rate', () => {
    const own = inSeries(1e-4, 0.5);
    const others = [
      inSeries(1e-3, 0.2),
      inSeries(1e-4, 0.4),
      inSeries(1e-5, 0.8, 'seed: 2'),
      inSeries(1e-5, 0.85, 'title: x'),
    ];
    const series = errorRateSeries(own, others);
    expect(series?.points.map(({ errorRate, value }) => [errorRate, value.rate])).toEqual([
      [1e-5, 0.85],
      [1e-4, 0.5],
      [1e-3, 0.2],
    ]);
    expect(series?.of).toBe('Accuracy');
    const picture = errorRatesPicture(series?.points ?? [], 0.9, 'Accuracy') as Picture;
    expect(picture.marks.filter(({ kind }) => kind === 'dot').length).toBe(3);
    expect(words(picture)).toEqual(expect.arrayContaining(['1e-5', '1e-3', 'without faults 90 %']));
  });

  it('is none without an error rate', () => {
    const { report } = inSeries(1e-4, 0.5);
    expect(errorRateSeries({ plan: readPlan(''), report }, [])).toBeNull();
  });
});
