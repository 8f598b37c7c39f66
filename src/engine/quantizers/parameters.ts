/**
 * Arguments to parameters, as Python binds them: positional ones in the order of the signature, named ones by
 * name, the rest by default. The order of a signature's keys is the order of the parameters upstream. Every
 * refusal is a LabError 'bad-argument' that names quantizer, parameter, what was got and what is wanted.
 */
import { LabError } from '../labError.ts';
import { type Literal, printLiteral, type QuantizerCall } from './quantizerCall.ts';

export interface Parameter<T> {
  readonly fallback: T;
  readonly wanted: string;
  /** Undefined for a literal that is none of these. */
  readonly read: (value: Literal) => T | undefined;
}

export type Signature<P> = { readonly [Name in keyof P]: Parameter<P[Name]> };

/** A scaling factor: a number, one number per channel, or how to fit it. Null: none. */
export type Alpha = number | readonly number[] | 'auto' | 'auto_po2' | null;

export function integer(fallback: number, lowest: number, highest: number): Parameter<number> {
  const read = (value: Literal): number | undefined =>
    typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest
      ? value
      : undefined;
  return { fallback, wanted: `a whole number from ${lowest} to ${highest}`, read };
}

export function real(fallback: number, lowest = Number.NEGATIVE_INFINITY): Parameter<number> {
  const wanted = lowest === Number.NEGATIVE_INFINITY ? 'a number' : `a number, at least ${lowest}`;
  const read = (value: Literal): number | undefined => {
    const number = typeof value === 'boolean' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) && number >= lowest ? number : undefined;
  };
  return { fallback, wanted, read };
}

/** Python's truth of numbers: 0 is false. */
export function flag(fallback: boolean): Parameter<boolean> {
  const read = (value: Literal): boolean | undefined =>
    typeof value === 'boolean' || value === 0 || value === 1 ? Boolean(value) : undefined;
  return { fallback, wanted: 'True, False, 1 or 0', read };
}

export function choice<Name extends string>(fallback: Name, names: readonly Name[]): Parameter<Name> {
  return {
    fallback,
    wanted: names.map((name) => `'${name}'`).join(' or '),
    read: (value) => names.find((name) => name === value),
  };
}

export function optional<T>({ wanted, read }: Parameter<T>): Parameter<T | null> {
  return {
    fallback: null,
    wanted: `${wanted}, or None`,
    read: (value) => (value === null ? null : read(value)),
  };
}

/** One whole number or a list of them. */
export function integers(lowest: number): Parameter<readonly number[]> {
  const fits = (value: Literal): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= lowest;
  return {
    fallback: [],
    wanted: `a whole number, at least ${lowest}, or a list of such`,
    read: (value) => {
      if (fits(value)) return [value];
      return Array.isArray(value) && value.length > 0 && value.every(fits) ? value : undefined;
    },
  };
}

/** One number or a list, nested as NumPy prints an array; lists are flattened in row-major order. */
export function numbers(): Parameter<readonly number[]> {
  const flatten = (value: Literal): readonly Literal[] =>
    Array.isArray(value) ? value.flatMap(flatten) : [value];
  return {
    fallback: [],
    wanted: 'a number or a list of numbers',
    read: (value) => {
      const flat = flatten(value);
      return flat.length > 0 && flat.every((item) => typeof item === 'number') ? flat : undefined;
    },
  };
}

export const ALPHA: Parameter<Alpha> = {
  fallback: null,
  wanted: "None, a number, a list of numbers, 'auto' or 'auto_po2'",
  read: (value) => {
    if (value === null || value === 'auto' || value === 'auto_po2' || typeof value === 'number') return value;
    return Array.isArray(value) ? numbers().read(value) : undefined;
  },
};

/** Part of the signature upstream without any effect on the numbers. */
export const IGNORED: Parameter<null> = { fallback: null, wanted: 'anything', read: () => null };

export function bind<P>(call: QuantizerCall, signature: Signature<P>): P {
  const names = Object.keys(signature) as (keyof P & string)[];
  const { className, positional, named } = call;
  if (positional.length > names.length) {
    throw refusal(
      className,
      null,
      `${positional.length} arguments`,
      `at most ${names.length}: ${names.join(', ')}`,
    );
  }
  for (const name of named.keys()) {
    const place = names.indexOf(name as keyof P & string);
    if (place < 0) throw refusal(className, name, 'an unknown parameter', `one of ${names.join(', ')}`);
    if (place < positional.length) throw refusal(className, name, 'two values', 'one');
  }
  const values = names.map((name, place) => {
    const given = place < positional.length ? positional[place] : named.get(name);
    const parameter = signature[name];
    if (given === undefined) return [name, parameter.fallback];
    const value = parameter.read(given);
    if (value === undefined) throw refusal(className, name, printLiteral(given), parameter.wanted);
    return [name, value];
  });
  return Object.fromEntries(values) as P;
}

/**
 * The shortest call with these parameters: the first `leading` of them by position, then by name what is not
 * the default.
 */
export function printBound<P>(
  className: string,
  values: P,
  signature: Signature<P>,
  leading: number,
): string {
  const names = Object.keys(signature) as (keyof P & string)[];
  const given = names.flatMap((name, place) => {
    const text = printLiteral(single(values[name] as Literal));
    if (place < leading) return [text];
    return text === printLiteral(signature[name].fallback as Literal) ? [] : [`${name}=${text}`];
  });
  return `${className}(${given.join(',')})`;
}

/** A list of one is written as its entry. */
function single(value: Literal): Literal {
  return Array.isArray(value) && value.length === 1 ? (value[0] as Literal) : value;
}

/** `parameter` null: the call as a whole. */
export function refusal(className: string, parameter: string | null, got: string, wanted: string): LabError {
  const where = parameter === null ? className : `${className}, ${parameter}`;
  return new LabError('bad-argument', `${where}: got ${got}, wanted ${wanted}.`, {
    quantizer: className,
    parameter,
    got,
    wanted,
  });
}
