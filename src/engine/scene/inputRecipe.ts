/**
 * What the inputs of a model are made of, as one text for links, plans and commands: how the dataset is prepared for the
 * first input, or what is made in its place; then what further inputs are made of.
 * `crop(0.875),imagenet`, `uniform(0,1,seed=3)`, `0..1;mask=constant(1)`. `print` and `parse` are inverse.
 */
import {
  DEFAULT_PREPARATION,
  type Preparation,
  parsePreparation,
  printPreparation,
} from '../io/datasets/preparation.ts';
import { MADE_PATTERN, type MadeTensor, parseMade, printMade } from './madeTensor.ts';

export interface InputRecipe {
  /** Of the dataset. */
  readonly preparation: Preparation;
  /** In place of a dataset: the first input. */
  readonly made: MadeTensor | null;
  /** Further inputs by name; those not named get `standardSource`. */
  readonly further: ReadonlyMap<string, MadeTensor>;
}

export const PLAIN_RECIPE: InputRecipe = {
  preparation: DEFAULT_PREPARATION,
  made: null,
  further: new Map(),
};

export function printRecipe({ preparation, made, further }: InputRecipe): string {
  const first = made === null ? printPreparation(preparation) : printMade(made);
  return [first, ...[...further].map(([name, source]) => `${name}=${printMade(source)}`)].join(';');
}

/** Throws LabError `bad-argument`. */
export function parseRecipe(text: string): InputRecipe {
  let { preparation, made }: InputRecipe = PLAIN_RECIPE;
  const further = new Map<string, MadeTensor>();
  text.split(';').forEach((part, place) => {
    const [, name, source] = /^(.*?)=((?:uniform|normal|ints|constant)\(.*)$/.exec(part.trim()) ?? [];
    if (name !== undefined && source !== undefined) further.set(name, parseMade(source));
    else if (place === 0 && MADE_PATTERN.test(part.trim())) made = parseMade(part);
    else preparation = parsePreparation(part);
  });
  return { preparation, made, further };
}
