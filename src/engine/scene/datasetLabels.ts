/**
 * Labels of a dataset as the model's class numbers. Numbers stay; names are looked up among the model's classes, else
 * among the dataset's, else numbered in the order of the alphabet, as Keras and torchvision number folders.
 */
import type { Dataset } from '../io/datasets/dataset.ts';
import { LabError } from '../labError.ts';

export interface ResolvedLabels {
  /** One an item; empty where there are none. */
  readonly labels: readonly number[];
  /** Names that the dataset brings, where the model has none of its own. */
  readonly classNames: readonly string[] | null;
  readonly notes: readonly string[];
}

/** `modelNames`: null where the model does not name its classes. Throws LabError `bad-input`. */
export function resolveLabels(
  { labels, classNames, name }: Pick<Dataset, 'labels' | 'classNames' | 'name'>,
  modelNames: readonly string[] | null,
): ResolvedLabels {
  const named = modelNames === null ? classNames : null;
  if (labels === null) return { labels: [], classNames: named, notes: [] };
  const texts = labels.filter((label) => typeof label === 'string');
  if (texts.length === 0) return numbered(labels as readonly number[], classNames, modelNames, name);
  const all = labels.map(String);
  for (const [names, whose] of [
    [modelNames, 'the model'],
    [classNames, 'the dataset'],
  ] as const) {
    const places = names && placesIn(all, names);
    if (places)
      return {
        labels: places,
        classNames: named,
        notes: [`Labels are looked up among the classes of ${whose}.`],
      };
  }
  const order = [...new Set(all)].sort();
  const places = all.map((label) => order.indexOf(label));
  const told = order.slice(0, 4).map((label, k) => `${k} ${label}`);
  return {
    labels: places,
    classNames: modelNames === null ? order : null,
    notes: [
      `Classes are numbered by the alphabet: ${told.join(', ')}${order.length > 4 ? ', ...' : ''}.${modelNames === null ? '' : ' None of these names is a class of the model: give class names with the dataset if the order is another.'}`,
    ],
  };
}

/** Names of the dataset in another order than the model's: its numbers are moved to the model's. */
function numbered(
  labels: readonly number[],
  classNames: readonly string[] | null,
  modelNames: readonly string[] | null,
  name: string,
): ResolvedLabels {
  const count = Math.max(-1, ...new Set(labels));
  if (classNames !== null && count >= classNames.length)
    throw new LabError(
      'bad-input',
      `${name} has label ${count}, but names only ${classNames.length} classes (0 to ${classNames.length - 1}). Give as many names as there are classes.`,
      { got: count, wanted: classNames.length },
    );
  const moved =
    classNames &&
    modelNames &&
    placesIn(
      labels.map((label) => classNames[label] as string),
      modelNames,
    );
  if (moved)
    return { labels: moved, classNames: null, notes: ["Class names are looked up among the model's."] };
  return { labels, classNames: modelNames === null ? classNames : null, notes: [] };
}

/** Places in `names`, whatever the case; null where one is not there. */
function placesIn(labels: readonly string[], names: readonly string[]): readonly number[] | null {
  const plain = (text: string) => text.trim().toLowerCase().replaceAll('_', ' ');
  const place = new Map(names.map((each, k) => [plain(each), k]));
  const found = labels.map((label) => place.get(plain(label)));
  return found.every((each) => each !== undefined) ? (found as number[]) : null;
}
