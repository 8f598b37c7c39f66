/**
 * Every single flip of LeNet-5's last dense layer and first convolution, on ten images. The last layer is checked against
 * arithmetic of its own, in double precision: logit + (faulty weight - weight) x input. Of the first convolution every
 * 29th flip is checked against a whole net in plain loops and double precision.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { galleryBatch } from '../../scene/galleryBatch.ts';
import { useBackend } from '../../testing/backends.ts';
import { lenet, openLenet } from '../../testing/subjects.ts';
import { argmax } from '../outcome.ts';
import { readPlan } from '../plan/readPlan.ts';
import { lenetLogits } from '../testing/lenetByHand.ts';
import { Campaign, type CampaignPlace, type Tensor } from './campaign.ts';
import type { Row } from './row.ts';
import { runTrials } from './runTrials.ts';

const IMAGES = 10;
let place: CampaignPlace;

beforeAll(async () => {
  const device = await useBackend('wasm');
  const { program } = await lenet.open();
  const { gallery } = await openLenet();
  if (gallery === null) throw new Error('LeNet-5 has no gallery');
  place = {
    program,
    device,
    inputs: { tensors: [galleryBatch(gallery, 0, IMAGES)], labels: gallery.labels.slice(0, IMAGES) },
    storage: new Map(),
    prepare: () => {
      throw new Error('no lists here');
    },
    budgetBytes: 2 ** 28,
  };
}, 60_000);

async function everyFlip(node: string): Promise<{ campaign: Campaign; rows: readonly Row[] }> {
  const text = `unit: fault\npopulation: {nodes: [${node}]}\nsampling: {kind: exhaustive}`;
  const campaign = await Campaign.open(readPlan(text), place);
  const all = Array.from({ length: campaign.bound.trials }, (_, t) => t);
  return { campaign, rows: await runTrials(campaign, all) };
}

/** Share of images that are SDC or DUE, by bit. */
function harmByBit(rows: readonly Row[]): number[] {
  return Array.from({ length: 32 }, (_, bit) => {
    const own = rows.filter((row) => row.bit === bit);
    return own.reduce((sum, { sdc, due, images }) => sum + (sdc + due) / images, 0) / own.length;
  });
}

function flipped(value: number, bit: number): number {
  const words = new Uint32Array(Float32Array.of(value).buffer);
  words[0] = (words[0] as number) ^ (1 << bit);
  return new Float32Array(words.buffer)[0] as number;
}

/** Not too close to call between precisions, and within what float32 holds. */
function isClear(logits: readonly number[]): boolean {
  const [first = 0, second = 0] = [...logits].sort((a, b) => b - a);
  return first - second >= 1e-3 && logits.every((logit) => Math.abs(logit) < 1e30);
}

describe('every flip of LeNet-5', () => {
  it('of the last dense layer: as double arithmetic has it', async () => {
    const { campaign, rows } = await everyFlip('dense_2');
    expect(rows.length).toBe(850 * 32);
    const run = await campaign.goldenRun(Array.from({ length: IMAGES }, (_, image) => image));
    const read = async (id: string) =>
      new Float32Array(await run.with([id], async ([x]) => (await place.device.words(x as Tensor)).buffer));
    const [inputs, logits] = [await read('dense_1/output'), await read('dense_2/pre')];
    const kernel = new Float32Array(
      (await place.device.words(run.parameter('dense_2/kernel') as Tensor)).buffer,
    );
    run.dispose();
    let compared = 0;
    for (const row of rows.filter(({ tensor }) => tensor === 'dense_2/kernel')) {
      const element = row.element as number;
      const weight = kernel[element] as number;
      const faulty = flipped(weight, row.bit as number);
      const [i, o] = [Math.floor(element / 10), element % 10];
      let harmed = 0;
      let clear = true;
      for (let image = 0; image < IMAGES; image++) {
        const before = Array.from(logits.subarray(image * 10, image * 10 + 10));
        const after = [...before];
        after[o] = (before[o] as number) + (faulty - weight) * (inputs[image * 84 + i] as number);
        if (!isClear(after)) clear = false;
        if (argmax(after) !== argmax(before)) harmed++;
      }
      if (!clear) continue;
      compared++;
      expect({ fault: row.fault, harmed: row.sdc + row.due }).toEqual({ fault: row.fault, harmed });
    }
    expect(compared).toBeGreaterThan(0.9 * 840 * 32);
    const harm = harmByBit(rows);
    expect(Math.max(...harm)).toBe(harm[30]);
  });

  it('of the first convolution: as a net in plain loops has it; the top exponent bit does the harm', async () => {
    const { rows } = await everyFlip('conv2d');
    expect(rows.length).toBe(156 * 32);
    const weights = new Map<string, Float64Array>();
    for (const [id, tensor] of place.program.parameters)
      weights.set(id, Float64Array.from(new Float32Array((await place.device.words(tensor)).buffer)));
    const pixels = place.inputs.tensors[0]?.values as Float32Array;
    const images = Array.from({ length: IMAGES }, (_, k) =>
      Float64Array.from(pixels.slice(784 * k, 784 * k + 784)),
    );
    const golden = images.map((image) => argmax(lenetLogits(weights, image)));
    let compared = 0;
    for (const row of rows.filter(({ trial }) => trial % 29 === 0)) {
      const tensor = row.tensor as string;
      const faulty = Float64Array.from(weights.get(tensor) as Float64Array);
      faulty[row.element as number] = flipped(faulty[row.element as number] as number, row.bit as number);
      const logits = images.map((image) => lenetLogits(new Map([...weights, [tensor, faulty]]), image));
      if (!logits.every(isClear)) continue;
      compared++;
      const harmed = logits.filter((own, image) => argmax(own) !== golden[image]).length;
      expect({ fault: row.fault, harmed: row.sdc + row.due }).toEqual({ fault: row.fault, harmed });
    }
    expect(compared).toBeGreaterThan(0.9 * (rows.length / 29));
    const harm = harmByBit(rows);
    expect(harm[30]).toBeGreaterThan(0.2);
    expect(Math.max(...harm)).toBe(harm[30]);
    for (const bit of [0, 5, 10, 15, 28, 29]) expect(harm[bit]).toBeLessThan(0.02);
  });
});
