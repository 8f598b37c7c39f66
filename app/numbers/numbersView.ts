/** Everything the page of numbers shows, from its scene alone: words, values, faults and what they cost. */
import type { WordFormat } from '#engine/formats/format.ts';
import { sqnrDb } from '#engine/quantizers/quantizeTensor.ts';
import { NO_FAULTS } from './faultSpec.ts';
import { type FittedSystem, type NumberSystem, readNumberSystem } from './numberSystem.ts';
import type { NumbersScene } from './numbersScene.ts';
import { type FaultyTensor, faultyTensor } from './tensorFaults.ts';

export interface TensorCost {
  readonly sqnrDb: number;
  /** Elements beyond the ends of the format. */
  readonly clipped: number;
  readonly largestError: number;
  readonly wordsUsed: number;
}

export interface NumbersView {
  readonly system: NumberSystem;
  readonly fitted: FittedSystem;
  /** Golden words and their values. */
  readonly words: Uint32Array;
  readonly stored: Float64Array;
  readonly faulty: FaultyTensor;
  readonly cost: TensorCost;
  formatAt(index: number): WordFormat;
  /** Why the system cannot hold this tensor, or the faults do not fit; the rest is then shown without them. */
  readonly problem: string | null;
}

/** Where the system cannot hold the tensor at all there is nothing but the `problem`. */
export function numbersView(scene: NumbersScene): NumbersView | { readonly problem: string } {
  const system = readNumberSystem(scene.system);
  const tensor = { values: Float32Array.from(scene.values), shape: scene.shape };
  let fitted: FittedSystem;
  try {
    fitted = system.fit(tensor, scene.seed);
  } catch (error) {
    return { problem: messageOf(error) };
  }
  const formatAt = (index: number): WordFormat => fitted.formats[fitted.groups.of(index)] as WordFormat;
  const words = Uint32Array.from(scene.values, (value, i) => fitted.wordOf(value, i));
  const stored = Float64Array.from(words, (word, i) => formatAt(i).decode(word));
  let problem: string | null = null;
  let faulty: FaultyTensor;
  try {
    faulty = faultyTensor(scene.faults, words, formatAt);
  } catch (error) {
    problem = messageOf(error);
    faulty = faultyTensor(NO_FAULTS, words, formatAt);
  }
  return {
    system,
    fitted,
    words,
    stored,
    faulty,
    formatAt,
    problem,
    cost: costOf(scene.values, words, stored, formatAt),
  };
}

export function costOf(
  values: readonly number[],
  words: Uint32Array,
  stored: Float64Array,
  formatAt: (index: number) => WordFormat,
): TensorCost {
  let clipped = 0;
  let largestError = 0;
  values.forEach((value, i) => {
    if (isClipped(value, stored[i] as number, formatAt(i))) clipped++;
    const error = Math.abs(value - (stored[i] as number));
    if (!(error <= largestError)) largestError = error;
  });
  return {
    sqnrDb: sqnrDb(Float32Array.from(values), Float32Array.from(stored)),
    clipped,
    largestError,
    wordsUsed: new Set(words).size,
  };
}

/** Beyond the ends of a code, or finite and no longer so in a float. */
export function isClipped(value: number, stored: number, format: WordFormat): boolean {
  if ('lowest' in format && 'highest' in format) {
    return value < (format.lowest as number) || value > (format.highest as number);
  }
  return Number.isFinite(value) && !Number.isFinite(stored);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
