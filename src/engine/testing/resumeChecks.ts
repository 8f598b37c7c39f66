/**
 * The two promises of a resume, as checks: a fault of zero bits is the identity at every site, and a resume gives the
 * words of a full run from the inputs with the same corrupted tensor.
 */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { NO_CORRUPTION } from '../runtime/corruption.ts';
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import type { Program } from '../runtime/program.ts';
import { Run } from '../runtime/run.ts';
import { prepareFaults, type SettledStorage } from '../scene/prepareFaults.ts';
import { targets } from './randomFaults.ts';
import type { SampleInput } from './testModel.ts';

const isNan = (word: number): boolean => (word & 0x7fffffff) > 0x7f800000;

/** Bit-equal, save that any NaN equals any NaN. */
export function sameWords(a: Uint32Array, b: Uint32Array): boolean {
  return (
    a.length === b.length && a.every((word, i) => word === b[i] || (isNan(word) && isNan(b[i] as number)))
  );
}

const wordsOf = (values: Float32Array): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, values.length);

/** Which tensors are tried: every so-manieth, and how many of these element by element. */
export interface IdentityShare {
  readonly every: number;
  readonly aloneEvery: number;
}

/**
 * Sites whose zero-bit fault changes a word of any value; should be empty. Tried are, for each value, each input that a
 * node reads and each parameter: all its sites at once, which have a mask each and none of which may do anything; its
 * first, middle and last site alone; and the scales and zero points that it is stored with, first and last.
 */
export async function brokenIdentities(
  program: Program,
  device: Device,
  inputs: readonly SampleInput[],
  storage: SettledStorage = new Map(),
  { every, aloneEvery }: IdentityShare = { every: 1, aloneEvery: 1 },
): Promise<string[]> {
  const lab = new Laboratory(program, device);
  lab.setInputs(inputs);
  const tensors = targets(program.graph);
  const sites = [
    ...tensors.filter((_, k) => k % every === 0).map((tensor) => `${tensor.id}${tensor.every}`),
    ...tensors
      .filter((_, k) => k % aloneEvery === 0)
      .flatMap(({ id, count }) => [...new Set([0, count >> 1, count - 1])].map((at) => `${id}[#${at}]`)),
    ...metadataSites(storage),
  ];
  const broken: string[] = [];
  const batchSize = inputs[0]?.shape[0] ?? 1;
  for (const site of sites) {
    const { corruption } = prepareFaults([`${site}:flip()`], program.graph, batchSize, storage);
    const { outputs, observations } = await lab.play(corruption, false);
    const same = outputs.every(({ golden, faulty }) => sameWords(wordsOf(golden), wordsOf(faulty)));
    if (!same || observations.some(({ changed }) => changed > 0)) broken.push(site);
  }
  lab.setInputs(inputs);
  return broken;
}

const metadataSites = (storage: SettledStorage): string[] =>
  [...storage].flatMap(([id, { metadata, formats }]) => {
    if (metadata === null) return [];
    const kinds = metadata.zero === null ? ['scale'] : ['scale', 'zero'];
    return kinds.flatMap((kind) =>
      [...new Set([0, formats.length - 1])].map((at) => `${id}.${kind}[#${at}]`),
    );
  });

/** Scenes (each some faults) whose resume differs from the full run in any value; should be empty. */
export async function brokenResumes(
  program: Program,
  device: Device,
  inputs: readonly SampleInput[],
  scenes: readonly (readonly string[])[],
  budgetBytes = 1e9,
  storage: SettledStorage = new Map(),
): Promise<string[]> {
  const feeds = inputs.map(({ values, shape }) => tensor(values.slice(), [...shape], 'float32'));
  const options = { budgetBytes };
  const golden = await Run.full(program, device, feeds, options, { ...NO_CORRUPTION, storage });
  const broken: string[] = [];
  const batchSize = inputs[0]?.shape[0] ?? 1;
  for (const faults of scenes) {
    const { corruption } = prepareFaults(faults, program.graph, batchSize, storage);
    const resumed = await golden.faulty(corruption, options);
    const full = await Run.full(program, device, feeds, options, corruption);
    for (const { id, dtype } of Object.values(program.graph.values)) {
      if (dtype !== 'float32') continue;
      const [a, b] = await Promise.all([words(resumed, id, device), words(full, id, device)]);
      if (!sameWords(a, b)) broken.push(`${faults.join(';')} at ${id}`);
    }
    resumed.dispose();
    full.dispose();
  }
  golden.dispose();
  for (const feed of feeds) feed.dispose();
  return broken;
}

const words = (run: Run, id: string, device: Device): Promise<Uint32Array> =>
  run.with([id], ([x]) => device.words(x as Tensor));
