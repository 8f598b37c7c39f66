/**
 * What may become of a damaged file: a refusal that a person can read, or a model that is what its file says. A model
 * that opens has every number of its files in its place, gives every tensor the shape it declares, and answers as the
 * original does where it has the original's id.
 */
import { seededDraws } from '#engine/random/seededDraws.ts';
import { weightsOf } from '../../io/storedWeights.ts';
import { LabError } from '../../labError.ts';
import { NO_CORRUPTION } from '../../runtime/corruption.ts';
import { Laboratory } from '../../runtime/laboratory.ts';
import { loadProgram } from '../../runtime/loadProgram.ts';
import { modelCost } from '../../runtime/modelLimits.ts';
import { firstRun } from '../../scene/firstRun.ts';
import { importedStorage } from '../../scene/importedStorage.ts';
import { inputShape } from '../../scene/modelInputs.ts';
import { type OpenedFiles, openFiles } from '../../scene/openModel.ts';
import { useBackend } from '../backends.ts';
import type { Files, Mutation } from './mutation.ts';

export interface Answer {
  readonly id: string;
  readonly outputs: readonly Uint32Array[];
}

export type Outcome =
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'other' }
  | { readonly kind: 'same' }
  /** Larger than is run here. */
  | { readonly kind: 'not run' }
  | { readonly kind: 'defect'; readonly why: string };

/** A run of a damaged network is not to take longer than this many multiply-accumulates. */
const MOST_MACS = 3e7;
const MOST_BYTES = 2 ** 26;

/** The answer to seeded inputs; null for a model that is too large to be run here. Throws as opening does. */
export async function answerOf(files: Files, name: string): Promise<Answer | null> {
  return await answered(await openFiles(files, name));
}

/** `answer` reads the damaged files as the original was read. */
export async function judge(
  mutation: Mutation,
  answer: (files: Files) => Promise<Answer | null>,
  original: Answer,
): Promise<Outcome> {
  let got: Answer | null;
  try {
    got = await answer(mutation.files);
    if (got === null) return { kind: 'not run' };
  } catch (error) {
    return refusal(error);
  }
  if (mutation.expect === 'refused')
    return {
      kind: 'defect',
      why: `opened, ${got.id === original.id ? 'as the original' : 'as another model'}`,
    };
  if (got.id !== original.id) return { kind: 'other' };
  if (mutation.expect === 'other') return { kind: 'defect', why: 'has the id of the original' };
  const same = got.outputs.every((words, i) => sameWords(words, original.outputs[i] as Uint32Array));
  return same
    ? { kind: 'same' }
    : { kind: 'defect', why: 'has the id of the original and answers otherwise' };
}

function refusal(error: unknown): Outcome {
  if (!(error instanceof LabError))
    return {
      kind: 'defect',
      why: `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  const { message } = error;
  if (
    message.length < 20 ||
    /\[object|Cannot read|is not (a function|iterable|a constructor)|of undefined|call stack/.test(message)
  )
    return { kind: 'defect', why: `says "${message}"` };
  return { kind: 'refused', message };
}

/** Null where it would take too long. Throws as opening does. */
async function answered(opened: OpenedFiles): Promise<Answer | null> {
  const device = await useBackend('cpu');
  const program = await loadProgram(opened.files);
  const lab = new Laboratory(program, device);
  try {
    await checkWeights(opened, program);
    importedStorage(opened, program);
    const { macs, valuesBytes } = modelCost(program.graph);
    if ((macs ?? 0) > MOST_MACS || valuesBytes > MOST_BYTES) return null;
    const below = seededDraws(7, 0);
    lab.setInputs(
      program.graph.inputs.map((id, k) => {
        const shape = [1, ...inputShape(program.graph, k)];
        const isInt = program.graph.values[id]?.dtype === 'int32';
        const count = shape.reduce((product, size) => product * size, 1);
        return {
          shape,
          values: Float32Array.from({ length: count }, () => (isInt ? below(2) : below(256) / 256)),
        };
      }),
    );
    const outputs = await firstRun(() => lab.outputs(NO_CORRUPTION));
    for (const { value, shape } of outputs)
      checkShape(value, shape, program.graph.values[value]?.shape ?? []);
    return {
      id: opened.id,
      outputs: outputs.map(({ golden }) => new Uint32Array(golden.buffer, golden.byteOffset, golden.length)),
    };
  } finally {
    lab.dispose();
  }
}

/** The parameters are the numbers of the file, decoded by code that TensorFlow.js has no part in, each used once. */
async function checkWeights({ files }: OpenedFiles, program: Laboratory['program']): Promise<void> {
  const stored = weightsOf(files);
  for (const [id, place] of program.weightIndex) {
    const values = stored[place]?.values() ?? new Float32Array(0);
    const parameter = program.parameters.get(id);
    const loaded = await parameter?.data();
    if (
      loaded === undefined ||
      loaded.length !== values.length ||
      values.some((value, i) => !Object.is(value, loaded[i]) && value !== loaded[i])
    )
      throw new Error(`${id} does not hold the numbers of its file`);
  }
  const without = Object.keys(program.graph.parameters).find((id) => !program.weightIndex.has(id));
  if (without !== undefined) throw new Error(`${without} runs on numbers that no file gave`);
}

function checkShape(value: string, got: readonly number[], declared: readonly (number | null)[]): void {
  const fits =
    got.length === declared.length &&
    declared.every((size, i) => i === 0 || size === null || size === got[i]);
  if (!fits) throw new Error(`${value} has shape [${got}], the graph says [${declared}]`);
}

const sameWords = (a: Uint32Array, b: Uint32Array): boolean =>
  a.length === b.length && a.every((word, i) => word === b[i]);
