/** The truth of a small net is known exhaustively: 200 campaigns per design and interval, rates near 0 included. */
import { beforeAll, describe, expect, it } from 'vitest';
import { FLOAT32_TENSOR } from '../formats/groupedFormat.ts';
import { bindPlan } from './plan/bindPlan.ts';
import { readPlan } from './plan/readPlan.ts';
import type { CampaignPlace } from './run/campaign.ts';
import { binomialAtMost } from './statistics/countTails.ts';
import { anytimeInterval } from './statistics/sequential.ts';
import { broken, CONFIDENCE, coverage, DESIGNS } from './testing/coverage.ts';
import { covers, IMAGES, rateOf, sampleOf, type Truth, tinyPlace, truthOf } from './testing/truth.ts';

const REPEATS = 200;
const RARE = 0.001;

let place: CampaignPlace;
beforeAll(async () => {
  place = await tinyPlace();
});

describe.each([
  ['', 0.02, 0.04],
  ['population: {bits: "0:20"}', 0.00001, 0.001],
])('of %s', (population, least, most) => {
  let truth: Truth;
  beforeAll(async () => {
    truth = await truthOf(population, place);
  });

  it('the truth is what the test is about', () => {
    expect(rateOf(truth)).toBeGreaterThan(least);
    expect(rateOf(truth)).toBeLessThan(most);
  });

  it.each(DESIGNS)('$name: every interval covers as often as it promises', (design) => {
    for (const [method, covered] of coverage(design, population, 100, truth, place, REPEATS)) {
      const wrong = broken(covered, REPEATS, 100 * rateOf(truth), RARE);
      expect({ method, covered, wrong }).toMatchObject({ wrong: null });
    }
  });

  it('anytime bounds hold at every look at once', () => {
    let held = 0;
    for (let seed = 1; seed <= REPEATS; seed++) {
      const bound = bindPlan(readPlan(`seed: ${seed}\n${population}\nsampling: {kind: uniform, size: 320}`), {
        graph: place.program.graph,
        images: Array.from({ length: IMAGES }, (_, image) => image),
        formatOf: () => FLOAT32_TENSOR,
      });
      const looks = [10, 20, 40, 80, 160, 320];
      const all = looks.every((look) => {
        const [sample] = sampleOf(bound, truth, look);
        return covers(anytimeInterval(sample?.sum ?? 0, look, CONFIDENCE, bound.frame), rateOf(truth));
      });
      if (all) held++;
    }
    expect(binomialAtMost(held, REPEATS, CONFIDENCE)).toBeGreaterThan(RARE);
  });
});

it.each([DESIGNS[0], DESIGNS[1], DESIGNS[4]] as typeof DESIGNS)(
  '$name: with hits enough, nominal intervals cover neither too rarely nor too often',
  async (design) => {
    const truth = await truthOf('', place);
    const all = [...coverage(design, '', 400, truth, place, REPEATS)];
    expect(all.filter(([, { promise }]) => promise === 'nominal').length).toBeGreaterThan(0);
    for (const [method, covered] of all) {
      const wrong = broken(covered, REPEATS, 400 * rateOf(truth), RARE);
      expect({ method, covered, wrong }).toMatchObject({ wrong: null });
    }
  },
);

it('an interval of the wrong size is noticed', () => {
  // Confidences of 88 % and of 99.9 %: the test must be able to fail, on both sides.
  expect(broken({ promise: 'guaranteed', times: 176 }, REPEATS, 1, RARE)).toBe('too rarely');
  expect(broken({ promise: 'nominal', times: 200 }, REPEATS, 10, RARE)).toBe('too often');
  expect(broken({ promise: 'nominal', times: 200 }, REPEATS, 1, RARE)).toBeNull();
});
