/** Coverage on six populations, three sample sizes, 200 campaigns each; prints the table of docs/statistics.md. */
import { expect, it } from 'vitest';
import { broken, coverage, DESIGNS } from './testing/coverage.ts';
import { rateOf, tinyPlace, truthOf } from './testing/truth.ts';

const REPEATS = 200;
const RARE = 0.0005;

const POPULATIONS = [
  '',
  'population: {bits: "0:20"}',
  'population: {bits: "21:31"}',
  'population: {bits: "18:23"}',
  'population: {nodes: [classes]}',
  'population: {bits: "30:31"}',
];

it('every interval keeps its promise', async () => {
  const place = await tinyPlace();
  const lines: string[] = [];
  for (const population of POPULATIONS) {
    const truth = await truthOf(population, place);
    for (const design of DESIGNS) {
      for (const size of [50, 100, 400]) {
        if (design.name.startsWith('faults') && size > truth.faults) continue;
        for (const [method, covered] of coverage(design, population, size, truth, place, REPEATS)) {
          const { times } = covered;
          lines.push(
            `| ${population.slice(13, -1) || 'all'} | ${rateOf(truth).toFixed(5)} | ${design.name} | ${size} | ${method} | ${((100 * times) / REPEATS).toFixed(1)} % |`,
          );
          expect(broken(covered, REPEATS, size * rateOf(truth), RARE), lines.at(-1)).toBeNull();
        }
      }
    }
  }
  console.log(lines.join('\n'));
});
