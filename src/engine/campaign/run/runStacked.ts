/**
 * Single faults grouped by the tensor they hit: channels from banks, words of values put in, and everything that is not
 * golden again run as rows of stacks. Gives back what it cannot do.
 */
import { LabError } from '../../labError.ts';
import type { Checkpoint } from '../../runtime/run.ts';
import { BankFaults } from './bankFaults.ts';
import { bankLayer } from './bankLayer.ts';
import { Bench, type Counting } from './bench.ts';
import { type Campaign, outputsOf } from './campaign.ts';
import { isGolden, outputsWith } from './judge.ts';
import { type SingleFault, singleFault, type Work } from './singleFault.ts';
import { Stack } from './stack.ts';
import { valueFaults } from './valueFaults.ts';

/** Benches of a campaign by the first of their images; the one used last is kept. */
const benches = new WeakMap<Campaign, Map<number, Bench>>();
const stackable = new WeakMap<Campaign, Promise<boolean>>();

export async function runStacked(
  campaign: Campaign,
  works: readonly Work[],
  counting: Counting,
  checkpoint: Checkpoint,
): Promise<readonly Work[]> {
  const { device } = campaign.place;
  const { stacks, banks } = counting.switches;
  // Only in host memory does a row not depend on the rows beside it.
  if (device.name === 'webgpu' || !(stacks || banks)) return works;
  stackable.set(campaign, stackable.get(campaign) ?? rowsStandAlone(campaign));
  if (!(await stackable.get(campaign))) return works;
  const left: Work[] = [];
  for (const [first, own] of byChunk(campaign, works)) {
    const bench = benchOf(campaign, first);
    try {
      await bench.begin();
      left.push(...(await runOn(bench, own, counting, checkpoint)));
    } finally {
      bench.end();
    }
  }
  return left;
}

/** Works by the chunk of images they are on. */
function byChunk({ imagesInStacks }: Campaign, works: readonly Work[]): Map<number, Work[]> {
  const chunks = new Map<number, Work[]>();
  for (const work of works) {
    for (let from = 0; from < work.images.length; ) {
      const first = Math.floor((work.images[from] as number) / imagesInStacks) * imagesInStacks;
      let to = from;
      while (to < work.images.length && (work.images[to] as number) < first + imagesInStacks) to++;
      const whole = from === 0 && to === work.images.length;
      const part = whole ? work : { ...work, images: work.images.slice(from, to) };
      const own = chunks.get(first);
      if (own === undefined) chunks.set(first, [part]);
      else own.push(part);
      from = to;
    }
  }
  return chunks;
}

function benchOf(campaign: Campaign, first: number): Bench {
  const known = benches.get(campaign)?.get(first);
  if (known !== undefined) return known;
  const count = Math.min(campaign.imagesInStacks, campaign.bound.images.length - first);
  const bench = new Bench(
    campaign,
    Array.from({ length: count }, (_, k) => first + k),
  );
  benches.set(campaign, new Map([[first, bench]]));
  return bench;
}

async function runOn(
  bench: Bench,
  works: readonly Work[],
  counting: Counting,
  checkpoint: Checkpoint,
): Promise<Work[]> {
  const { images } = bench.golden;
  const { graph } = bench.campaign.place.program;
  const left: Work[] = [];
  const everyone = images.map((_, k) => k);
  const byTensor = new Map<string, { readonly works: Work[]; readonly faults: SingleFault[] }>();
  for (const work of works) {
    const fault = singleFault(work, images[0] as number, everyone);
    if (fault === null) {
      left.push(work);
      continue;
    }
    let own = byTensor.get(fault.tensor);
    if (own === undefined) {
      own = { works: [], faults: [] };
      byTensor.set(fault.tensor, own);
    }
    own.works.push(work);
    own.faults.push(fault);
  }
  const stack = new Stack(bench, counting, checkpoint);
  for (const [tensor, { works: own, faults }] of byTensor) {
    if (tensor in graph.values) {
      if (counting.switches.stacks && (await stack.use(tensor)))
        await valueFaults(bench, counting, stack, tensor, faults, checkpoint);
      else left.push(...own);
      continue;
    }
    const layer = counting.switches.banks ? await bankLayer(bench, tensor) : null;
    if (layer === null || !(await stack.use(layer.value))) left.push(...own);
    else await (await BankFaults.open(bench, counting, stack, layer, tensor)).run(faults, checkpoint);
  }
  await stack.flush();
  return left;
}

/** Whether a batch of several images gives the golden answer of each: not so in a model that mixes the batch. */
async function rowsStandAlone(campaign: Campaign): Promise<boolean> {
  const { length } = campaign.bound.images;
  const some = Array.from({ length: Math.min(length, 4) }, (_, image) => image);
  const rows = [...some, ...some];
  const run = await campaign.goldenRun(rows);
  try {
    const outputs = await outputsOf(run, campaign.place);
    return rows.every((image, row) => {
      const values = outputs[row] as Float32Array[];
      const sizes = values.map(({ length }) => length);
      return isGolden(campaign.golden[image], outputsWith(values, sizes), 0);
    });
  } catch (error) {
    if (error instanceof LabError) throw error;
    return false;
  } finally {
    run.dispose();
  }
}
