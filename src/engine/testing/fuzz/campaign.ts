/** Mutation number `index` of a seed: the same on every machine, whatever ran before it. */
import { seededDraws } from '#engine/random/seededDraws.ts';
import {
  cut,
  flipBits,
  flipHead,
  foreignHead,
  hole,
  missingFile,
  noise,
  repeat,
  setWord,
} from './byteMutations.ts';
import {
  archiveWeights,
  configuration,
  hdf5Structure,
  hdf5Text,
  manifest,
  weightByte,
  zipBytes,
} from './formatMutations.ts';
import { type Answer, answerOf, judge, type Outcome } from './judge.ts';
import { answerOfData } from './judgeData.ts';
import { type Files, type FuzzSubject, type Mutate, type Mutation, pick } from './mutation.ts';

const MUTATIONS: readonly Mutate[] = [
  flipBits,
  flipHead,
  setWord,
  cut,
  hole,
  repeat,
  noise,
  missingFile,
  foreignHead,
  configuration,
  configuration,
  configuration,
  configuration,
  archiveWeights,
  archiveWeights,
  hdf5Structure,
  hdf5Structure,
  hdf5Structure,
  hdf5Text,
  hdf5Text,
  manifest,
  manifest,
  manifest,
  weightByte,
  zipBytes,
  zipBytes,
];

export interface FuzzCase {
  readonly subject: FuzzSubject;
  readonly mutation: Mutation;
}

export function fuzzCase(subjects: readonly FuzzSubject[], seed: number, index: number): FuzzCase {
  const draw = seededDraws(seed, index);
  // Every format as often as any other.
  const kind = pick([...new Set(subjects.map((each) => each.kind))], draw);
  const subject = pick(
    subjects.filter((each) => each.kind === kind),
    draw,
  );
  for (;;) {
    const mutation = pick(MUTATIONS, draw)(subject, draw);
    if (mutation !== null) return { subject, mutation };
  }
}

const answers = new Map<string, Promise<Answer | null>>();

export async function playCase({ subject, mutation }: FuzzCase): Promise<Outcome> {
  const { name, files, kind } = subject;
  const answer =
    kind === 'data'
      ? async (given: Files) => answerOfData(given, name)
      : (given: Files) => answerOf(given, name);
  const original = answers.get(name) ?? answer(files);
  answers.set(name, original);
  const wanted = await original;
  if (wanted === null) throw new Error(`${name} is too large to be fuzzed`);
  return await judge(mutation, answer, wanted);
}
