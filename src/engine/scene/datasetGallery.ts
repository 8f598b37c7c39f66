/**
 * A dataset, prepared as a person chose, as the gallery of a model: items to choose from, to calibrate with, to run
 * campaigns over. Without a dataset the first input is made (random or constant). Every further input gets its array of
 * the dataset, or what the recipe makes for it.
 */

import type { ModelGraph } from '../graph/modelGraph.ts';
import { arrange } from '../io/datasets/arrange.ts';
import type { Dataset, NumberItems } from '../io/datasets/dataset.ts';
import { type ChannelScale, rangeScale } from '../io/datasets/preparation.ts';
import type { FurtherInput, Gallery } from '../io/modelCard.ts';
import { LabError } from '../labError.ts';
import type { Checkpoint } from '../runtime/run.ts';
import { resolveLabels } from './datasetLabels.ts';
import type { InputRecipe } from './inputRecipe.ts';
import { type InputTarget, inputTargets, knownShape, standardSource } from './inputTargets.ts';
import type { ItemLimits } from './itemLimits.ts';
import { type MadeTensor, madeItem, printMade } from './madeTensor.ts';
import { checkWhole, numberItems } from './numberItems.ts';
import type { OpenedFiles } from './openModel.ts';
import { pictureItems } from './pictureItems.ts';
import { spread } from './spread.ts';

/** What of a model decides how a dataset becomes its input. */
export interface DatasetPlace {
  readonly targets: readonly InputTarget[];
  /** Its classes, if it names them. */
  readonly labels: readonly string[] | null;
  /** What a level becomes by the model's own card. */
  readonly scale: ChannelScale;
  /** Most items, and most bytes of them; PAGE_LIMITS unless told. */
  readonly limits?: ItemLimits;
}

/** `gallery`: the model's own, whose levels are scaled as the model was taught. */
export function datasetPlace(
  graph: ModelGraph,
  { card, gallery }: Pick<OpenedFiles, 'card' | 'gallery'>,
  limits?: ItemLimits,
): DatasetPlace {
  const own = gallery !== null && gallery.item === undefined;
  return {
    targets: inputTargets(graph),
    labels: card?.labels ?? null,
    scale: own
      ? { subtract: gallery.subtract, divideBy: gallery.divideBy }
      : rangeScale(card?.inputRange ?? [0, 1]),
    ...(limits && { limits }),
  };
}

export interface PreparedGallery {
  readonly gallery: Gallery;
  /** Names for a model without names of its own. */
  readonly classNames: readonly string[] | null;
  readonly notes: readonly string[];
}

/** Length of axes that are known only at run time, of what is made. */
const MADE_LENGTH = 32;

/** Throws LabError `bad-input` or `bad-file`. */
export async function datasetGallery(
  dataset: Dataset | null,
  recipe: InputRecipe,
  place: DatasetPlace,
  checkpoint: Checkpoint = () => undefined,
): Promise<PreparedGallery> {
  const [first, ...others] = place.targets;
  if (first === undefined) throw new LabError('bad-input', 'This model has no input.');
  if (dataset === null) return made(first, others, recipe);
  const [part] = dataset.parts;
  if (part === undefined) throw new LabError('bad-input', `${dataset.name} is empty.`);
  const items =
    part.items.kind === 'pictures'
      ? await pictureItems(part.items.pictures, first, recipe.preparation, place, checkpoint)
      : numberItems(part.items, first, recipe.preparation, place, part.name ?? dataset.name);
  const kept = <T>(all: readonly T[]): T[] => items.kept.map((k) => all[k] as T);
  const resolved = resolveLabels(
    { ...dataset, labels: dataset.labels && kept(dataset.labels) },
    place.labels,
  );
  const further = others.map((target, k) =>
    furtherInput(target, dataset.parts[k + 1]?.items as NumberItems | undefined, recipe, items.kept),
  );
  return {
    gallery: {
      name: dataset.name,
      count: items.kept.length,
      shape: items.shape,
      labels: resolved.labels,
      pixels: items.pixels,
      pictureShape: items.pictureShape,
      subtract: 0,
      divideBy: 255,
      item: items.item,
      further: further.map(({ input }) => input),
    },
    classNames: resolved.classNames,
    notes: [...dataset.notes, ...items.notes, ...resolved.notes, ...further.map(({ note }) => note)],
  };
}

function made(first: InputTarget, others: readonly InputTarget[], recipe: InputRecipe): PreparedGallery {
  const source = recipe.made ?? standardSource(first);
  const shape = knownShape(first, MADE_LENGTH);
  const size = shape.reduce((product, length) => product * length, 1);
  const further = others.map((target) => furtherInput(target, undefined, recipe, []));
  const varies = [source, ...others.map((target) => sourceOf(target, recipe))].some(
    ({ kind }) => kind !== 'constant',
  );
  const count = varies ? source.count : 1;
  const item = (index: number): Float32Array =>
    checkWhole(madeItem(source, index, size), first, printMade(source));
  const look = spread(
    shape,
    Array.from({ length: count }, (_, k) => item(k)),
  );
  return {
    gallery: {
      name: printMade(source),
      count,
      shape,
      labels: [],
      ...look,
      subtract: 0,
      divideBy: 255,
      item,
      further: further.map(({ input }) => input),
    },
    classNames: null,
    notes: further.map(({ note }) => note),
  };
}

const sourceOf = (target: InputTarget, { further }: InputRecipe): MadeTensor =>
  further.get(target.name) ?? standardSource(target);

function furtherInput(
  target: InputTarget,
  items: NumberItems | undefined,
  recipe: InputRecipe,
  kept: readonly number[],
): { readonly input: FurtherInput; readonly note: string } {
  if (items === undefined || recipe.further.has(target.name)) {
    const source = sourceOf(target, recipe);
    const shape = knownShape(target, MADE_LENGTH);
    const size = shape.reduce((product, length) => product * length, 1);
    return {
      input: {
        shape,
        item: (index) => checkWhole(madeItem(source, index, size), target, printMade(source)),
      },
      note: `Input ${target.name}: ${printMade(source)}.`,
    };
  }
  const found = arrange(items, target, recipe.preparation, target.name);
  if (found.kind === 'levels' || Math.max(...kept) >= found.count)
    throw new LabError(
      'bad-input',
      `The array for input ${target.name} holds ${found.count} items of another size or number than the first input's; wanted ${kept.length} of [${target.shape.map((size) => size ?? '?')}].`,
    );
  const size = found.shape.reduce((product, length) => product * length, 1);
  return {
    input: {
      shape: found.shape,
      item: (index) => {
        const at = (kept[index] as number) * size;
        return checkWhole(found.values.slice(at, at + size), target, target.name);
      },
    },
    note: `Input ${target.name}: its array of the file, ${items.dtype} [${items.shape}].`,
  };
}
