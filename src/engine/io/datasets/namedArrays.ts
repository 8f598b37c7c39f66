/**
 * Arrays with names, as in an .npz or several files: which are the inputs, which the labels. By the names of the model's
 * inputs; else the usual names (x, images, data; y, labels, targets), test before train; else by shape and dtype.
 */
import { LabError } from '../../labError.ts';
import type { Dataset, DatasetPart, NumberItems } from './dataset.ts';
import { baseName } from './labelFile.ts';

type Named = readonly [name: string, items: NumberItems & { readonly rounded?: boolean }];

const LABELS = /(^|[^a-z])(y|labels?|targets?|classes)([^a-z]|$)|labels-idx1/i;
const IS_WHOLE = /^(u?int(8|16|32|64))$/;

/** Throws LabError `bad-file`. */
export function fromArrays(
  arrays: ReadonlyMap<string, NumberItems & { readonly rounded?: boolean }>,
  name: string,
  inputs: readonly string[],
): Dataset {
  const notes: string[] = [];
  const all = ofOneSplit([...arrays], notes);
  const byName = inputs.map((input) => all.find(([array]) => array === input));
  const isNamed = inputs.length > 0 && byName.every((found) => found !== undefined);
  const label = all.length === 1 ? undefined : labelsOf(all, isNamed ? inputs : []);
  const rest = all.filter((each) => each !== label);
  const chosen = isNamed
    ? (byName as Named[])
    : inputs.length > 1
      ? rest.slice(0, inputs.length)
      : [largest(rest)];
  const [first] = chosen;
  if (first === undefined) throw new LabError('bad-file', `${name} holds no array.`);
  const left = rest.filter((each) => !chosen.includes(each)).map(([array]) => array);
  if (left.length > 0) notes.push(`Left out: ${left.slice(0, 8).join(', ')}.`);
  if (label !== undefined) notes.push(`Labels: ${label[0]}.`);
  for (const [array, { dtype, rounded }] of chosen)
    if (rounded)
      notes.push(`${array}: ${dtype} numbers are rounded to float32, which is what the network computes in.`);
  const parts: DatasetPart[] = chosen.map(([array, { shape, values, dtype }]) => ({
    name: all.length === 1 ? null : array,
    items: { kind: 'numbers', shape, values, dtype },
  }));
  const what = chosen.map(([array, { shape, dtype }]) => `${baseName(array)} ${dtype} [${shape}]`).join(', ');
  const labels = label === undefined ? null : [...label[1].values];
  if (label !== undefined && labels !== null) checkLabels(label, first);
  return { name, recognised: what, parts, labels, classNames: null, notes };
}

/** Of a training and a test set the test set: `x_train`, `x_test`; `train-images`, `t10k-images`. */
function ofOneSplit(all: readonly Named[], notes: string[]): readonly Named[] {
  const isTest = ([name]: Named) => /test|t10k|val/i.test(name);
  const isTrain = ([name]: Named) => /train/i.test(name);
  if (!all.some(isTest) || !all.some(isTrain)) return all;
  notes.push('The test set is taken; the training set is left out.');
  return all.filter((each) => !isTrain(each));
}

function labelsOf(all: readonly Named[], inputs: readonly string[]): Named | undefined {
  const flat = all.filter(
    ([name, { shape }]) =>
      !inputs.includes(name) && (shape.length === 1 || (shape.length === 2 && shape[1] === 1)),
  );
  const named = flat.find(([name]) => LABELS.test(name));
  if (named !== undefined) return named;
  const whole = flat.filter(([, { dtype }]) => IS_WHOLE.test(dtype));
  return whole.length === 1 && all.length === 2 ? whole[0] : undefined;
}

const largest = (all: readonly Named[]): Named =>
  all.toSorted(([, a], [, b]) => b.values.length - a.values.length)[0] as Named;

function checkLabels([name, { values, shape }]: Named, [array, { shape: items }]: Named): void {
  if (values.length !== items[0])
    throw new LabError(
      'bad-file',
      `${name} holds ${values.length} labels, ${array} [${items}] holds ${items[0]} items. Wanted as many.`,
      { got: values.length, wanted: items[0] ?? 0 },
    );
  const wrong = values.find((value) => !Number.isInteger(value) || value < 0);
  if (wrong !== undefined)
    throw new LabError(
      'bad-file',
      `${name} [${shape}] holds ${wrong} where a class's number is wanted, 0 or more.`,
      { got: wrong },
    );
}
