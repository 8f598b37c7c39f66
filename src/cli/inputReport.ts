/** The inputs of a run as JSON and as one line of text, and the options that name them. */

import type { Json } from '#engine/jsonText.ts';
import type { OptionRule } from './command.ts';
import type { GivenInput } from './inputSource.ts';

export const INPUT_OPTIONS: Readonly<Record<'input' | 'prepare' | 'invert', OptionRule>> = {
  input: {
    value: 'SRC',
    repeats: true,
    needed: true,
    description:
      'mnist:7 (gallery item 7), a file or folder of data, digits.npz:3 (its item 3), or uniform(0,1). Several model inputs: NAME=SRC each.',
  },
  prepare: {
    value: 'P',
    description:
      'How data become the input: crop, fit or stretch; 0..1, -1..1, imagenet, ... (docs/own-data.md).',
  },
  invert: {
    value: null,
    description: 'Turn the levels of pictures round: dark ink on light paper for a model of light on dark.',
  },
};

export function inputsJson(inputs: readonly GivenInput[]): Json {
  return inputs.map(({ node, source, tensor, label }) => ({ node, source, shape: tensor.shape, label }));
}

/** `mnist:7 (labelled 7)` */
export function inputsText(inputs: readonly GivenInput[]): string {
  return inputs
    .map(({ node, source, label }) => {
      const name = inputs.length === 1 ? source : `${node}=${source}`;
      return label === null ? name : `${name} (labelled ${label})`;
    })
    .join(', ');
}
