/**
 * The FKeras notebook "how to quantize and bit flip" (KastnerRG/fkeras), cell by cell, as scenes of this page. What it
 * prints is what the page shows, save for one cell that was printed by an older version.
 */
import { FIRST_NUMBERS, NOTEBOOK_WEIGHTS, type NumbersScene } from './numbersScene.ts';

export interface NotebookStep {
  readonly title: string;
  readonly says: string;
  readonly scene: NumbersScene;
  /** What the notebook prints where current FKeras gives something else. */
  readonly stale?: string;
}

const negated = NOTEBOOK_WEIGHTS.map((value) => -value);
const step = (
  title: string,
  says: string,
  change: Partial<NumbersScene>,
  more: Partial<NotebookStep> = {},
): NotebookStep => ({ title, says, scene: { ...FIRST_NUMBERS, ...change }, ...more });

export const NOTEBOOK_STEPS: readonly NotebookStep[] = [
  step('Quantize', '12 weights become multiples of 0.125: 0.4264 is stored as 0.375.', {}),
  step('The code table', '32 words: 00000 to 01111 from 0 up, 10000 to 11111 from -2 up.', {
    values: NOTEBOOK_WEIGHTS.with(0, 0.5),
  }),
  step('Flip the sign bit', '4 ^ -16 = -12: 0.5 becomes -1.5, in two’s complement.', {
    values: NOTEBOOK_WEIGHTS.with(0, 0.5),
    faults: { kind: 'bits', bits: [{ element: 0, bit: 4 }] },
  }),
  step('Mask -16 on weight 0', '0.375 becomes -1.625, the others stay.', {
    faults: { kind: 'bits', bits: [{ element: 0, bit: 4 }] },
  }),
  step('Negated weights', 'No region of bits, no fault.', { values: negated }),
  step('Layer bits 0 and 1', 'The sign and the bit below it: -0.375 becomes 0.625.', {
    values: negated,
    faults: {
      kind: 'bits',
      bits: [
        { element: 0, bit: 4 },
        { element: 0, bit: 3 },
      ],
    },
  }),
  step('Fill 1 of 60, v1', 'The lowest bit of weight 0: 0.25.', { faults: { kind: 'v1', rate: '1/60' } }),
  step('Fill 1 of 60, v2', 'The same.', { faults: { kind: 'v2', rate: '1/60' } }),
  step('Fill 30 of 60', 'Two planes and half of the third: masks 7 and 3.', {
    faults: { kind: 'v2', rate: '30/60' },
  }),
  step(
    'Fill 60 of 60, v2',
    'Every bit of every weight.',
    { faults: { kind: 'v2', rate: '60/60' } },
    {
      stale:
        'The notebook prints -0.390625, -0.015625, ... here: its version scaled twice. Current FKeras gives what this page shows.',
    },
  ),
  step('Fill 60 of 60, v1', 'The sign plane counts as +16 and leaves the code space: up to 3.875.', {
    faults: { kind: 'v1', rate: '60/60' },
  }),
  step('Random, rate 1', 'One fraction bit too many: multiples of 1/16, and no sign is ever hit.', {
    faults: { kind: 'random', rate: '1', seed: 1 },
  }),
];
