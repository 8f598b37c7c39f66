/** The truth of a small net is known exhaustively: 200 campaigns per design and interval, rates near 0 included. */
import { beforeAll, describe, expect, it } from 'vitest';
import { FLOAT32_TENSOR } from '../formats/groupedFormat.ts';
import { bindPlan } from './plan/bindPlan.ts';
import { readPlan } from './plan/readPlan.ts';
import type { CampaignPlace } from './run/campaign.ts';
import { binomialAtMost } from './statistics/countTails.ts';
import { anytimeInterval } from './statistics/sequential.ts';
import { CONFIDENCE, coverage, DESIGNS } from './testing/coverage.ts';
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

  // Too little is the failure: weighted intervals near 0, and all that rest on whole counts, may cover more.
  it.each(DESIGNS)('$name: every interval covers as often as it promises', (design) => {
    for (const [method, { times }] of coverage(design, population, 100, truth, place, REPEATS))
      expect({ method, times, rare: binomialAtMost(times, REPEATS, CONFIDENCE) < RARE }).toMatchObject({
        rare: false,
      });
  });

  it('anytime bounds hold at every look at once', () => {
    let held = 0;
    for (let seed = 1; seed <= 50; seed++) {
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
    expect(binomialAtMost(held, 50, CONFIDENCE)).toBeGreaterThan(RARE);
  });

  it('an interval of the wrong size is noticed', () => {
    // Half the confidence: the test must be able to fail.
    expect(binomialAtMost(Math.round(REPEATS * 0.88), REPEATS, CONFIDENCE)).toBeLessThan(RARE);
  });
});
