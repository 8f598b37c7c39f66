/**
 * The page of numbers as the address after `#`, and back: `#/numbers?q=quantized_bits(5,1,alpha=1)&x=0.426&f=0.4`.
 * `x` is a tensor of one number; `v` with `s` is a larger one, `e` the element looked at. What is left out is as at the
 * first visit. Reading never throws: a bad field falls back and is named in `problems`, an unknown one is left out.
 */
import { clip, printFields, readFields } from '#app/state/addressFields.ts';
import { isSeed, NO_FAULTS, printFaultSpec, readFaultSpec } from './faultSpec.ts';
import { readNumberSystem } from './numberSystem.ts';
import { type AxisKind, FIRST_NUMBERS, type NumbersScene, type SameBit } from './numbersScene.ts';
import { fullShape, printValue, readShape, readValues } from './tensorText.ts';

export interface ReadNumbers {
  readonly scene: NumbersScene;
  readonly problems: readonly string[];
}

const AXES: readonly AxisKind[] = ['linear', 'log'];
const SAME: readonly SameBit[] = ['sign', 'top', 'low'];

export function printNumbersAddress(scene: NumbersScene): string {
  const { values, shape, element, faults, seed } = scene;
  const fields: (readonly [string, string])[] = [['q', scene.system]];
  if (values.length === 1) fields.push(['x', printValue(values[0] as number)]);
  else fields.push(['v', values.map(printValue).join(',')]);
  if (shape.length > 1) fields.push(['s', shape.join(',')]);
  if (element !== 0) fields.push(['e', String(element)]);
  const hit = printFaultSpec(faults);
  if (hit !== '') fields.push(['f', hit]);
  if (seed !== null) fields.push(['seed', String(seed)]);
  if (scene.axis !== FIRST_NUMBERS.axis) fields.push(['a', scene.axis]);
  if (scene.sameBit !== FIRST_NUMBERS.sameBit) fields.push(['b', scene.sameBit]);
  const beside = scene.beside.join(';');
  if (beside !== FIRST_NUMBERS.beside.join(';')) fields.push(['c', beside]);
  return `#/numbers?${printFields(fields)}`;
}

export function readNumbersAddress(hash: string): ReadNumbers {
  const problems: string[] = [];
  const field = new Map(readFields(hash));
  /** The field's value, or the fallback with a line on what was wrong. */
  function take<T>(key: string, read: (text: string) => T, fallback: T): T {
    const text = field.get(key);
    if (text === undefined) return fallback;
    try {
      return read(text);
    } catch (error) {
      problems.push(
        `The link's ${key}=${clip(text)} was left out. ${error instanceof Error ? error.message : ''}`,
      );
      return fallback;
    }
  }
  const system = take('q', (text) => readNumberSystem(text).expression, FIRST_NUMBERS.system);
  const single = take<readonly number[] | null>('x', (text) => [...readValues(text)].slice(0, 1), null);
  const fallback = single ?? FIRST_NUMBERS.values;
  const values = take('v', readValues, fallback);
  const flat = values === FIRST_NUMBERS.values ? FIRST_NUMBERS.shape : [values.length];
  return {
    scene: {
      system,
      values,
      shape: take('s', (text) => fullShape(readShape(text), values.length), flat),
      element: take('e', (text) => place(text, values.length), 0),
      faults: take('f', readFaults, NO_FAULTS),
      seed: take('seed', readSeed, null),
      axis: take('a', (text) => oneOf(text, AXES), FIRST_NUMBERS.axis),
      sameBit: take('b', (text) => oneOf(text, SAME), FIRST_NUMBERS.sameBit),
      beside: take('c', readBeside, FIRST_NUMBERS.beside),
    },
    problems,
  };
}

function place(text: string, count: number): number {
  const index = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (index < count) return index;
  throw new Error(`The tensor has the elements 0 to ${count - 1}.`);
}

function readFaults(text: string) {
  const spec = readFaultSpec(text);
  if (spec) return spec;
  throw new Error(
    'Faults are written 0.4,0.3 (element.bit), v1:1/60, v2:1/60, random:0.1:7 or exact:0-59:0.1:7.',
  );
}

function readSeed(text: string): number {
  if (isSeed(text)) return Number(text);
  throw new Error('A seed is a whole number below 2^32.');
}

function oneOf<T extends string>(text: string, names: readonly T[]): T {
  const name = names.find((each) => each === text);
  if (name !== undefined) return name;
  throw new Error(`There are ${names.join(', ')}.`);
}

function readBeside(text: string): readonly string[] {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  return parts.slice(0, 12).map((part) => readNumberSystem(part).expression);
}
