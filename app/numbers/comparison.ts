/** Formats side by side: the same value and the same tensor in each, and "the same" bit of the same element flipped. */

import type { WordFormat } from '#engine/formats/format.ts';
import { type TensorFlip, tensorFlips } from '#engine/formats/tensorFlips.ts';
import { sameBitIndex } from './bitNames.ts';
import { NO_FAULTS } from './faultSpec.ts';
import type { NumbersScene } from './numbersScene.ts';
import { numbersView, type TensorCost } from './numbersView.ts';

export interface ComparedFormat {
  readonly kind: 'format';
  readonly expression: string;
  readonly format: WordFormat;
  readonly word: number;
  readonly stored: number;
  readonly cost: TensorCost;
  /** Null where the format has no such bit. */
  readonly flip: {
    readonly bitIndex: number;
    readonly value: number;
    /** What the flip of that bit does over the whole tensor. */
    readonly tensor: TensorFlip;
  } | null;
}

export interface RefusedFormat {
  readonly kind: 'refused';
  readonly expression: string;
  readonly problem: string;
}

/** The scene's own system first. */
export function comparison(scene: NumbersScene): readonly (ComparedFormat | RefusedFormat)[] {
  const systems = [scene.system, ...scene.beside.filter((system) => system !== scene.system)];
  return systems.map((expression) => {
    const view = numbersView({ ...scene, system: expression, faults: NO_FAULTS });
    if (!('words' in view)) return { kind: 'refused', expression, problem: view.problem };
    const { words, stored, cost, formatAt } = view;
    const format = formatAt(scene.element);
    const word = words[scene.element] as number;
    const bitIndex = sameBitIndex(format, scene.sameBit);
    const tensor = bitIndex === null ? undefined : tensorFlips(words, formatAt)[bitIndex];
    const flip =
      bitIndex === null || tensor === undefined
        ? null
        : { bitIndex, value: format.decode((word ^ (1 << bitIndex)) >>> 0), tensor };
    return { kind: 'format', expression, format, word, stored: stored[scene.element] as number, cost, flip };
  });
}
