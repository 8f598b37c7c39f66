/**
 * Which bits of the tensor are hit: chosen ones, a share of all drawn from a seed, or one of FKeras's fills as published.
 * As text, for links: `0.4,0.3` (element.bit), `v2:30/60`, `random:0.1:7`, `exact:0-59:0.1:7`. Bits count from the least
 * significant.
 */

export interface ElementBit {
  readonly element: number;
  readonly bit: number;
}

export type FaultSpec =
  | { readonly kind: 'bits'; readonly bits: readonly ElementBit[] }
  /** `rate` as typed: a number or a fraction, `30/60`. */
  | { readonly kind: 'v1' | 'v2'; readonly rate: string }
  | { readonly kind: 'random'; readonly rate: string; readonly seed: number }
  /** Layer bits `first` to `last`, both included, most significant bit of element 0 first. */
  | {
      readonly kind: 'exact' | 'bernoulli';
      readonly first: number;
      readonly last: number;
      readonly rate: string;
      readonly seed: number;
    };

export type FaultKind = FaultSpec['kind'];

export const NO_FAULTS: FaultSpec = { kind: 'bits', bits: [] };

/** 0.1, `30/60`, `10%`; NaN where it is none of these or not from 0 to 1. */
export function readRate(text: string): number {
  const [, top, bottom] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? [];
  const [, percent] = /^\s*(\d+\.?\d*|\.\d+)\s*%\s*$/.exec(text) ?? [];
  const rate =
    top !== undefined
      ? Number(top) / Number(bottom)
      : percent !== undefined
        ? Number(percent) / 100
        : plain(text);
  return rate >= 0 && rate <= 1 ? rate : Number.NaN;
}

const plain = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

export function toggled(bits: readonly ElementBit[], element: number, bit: number): readonly ElementBit[] {
  const rest = bits.filter((each) => each.element !== element || each.bit !== bit);
  return rest.length < bits.length ? rest : [...bits, { element, bit }];
}

/** Empty where nothing is hit. */
export function printFaultSpec(spec: FaultSpec): string {
  switch (spec.kind) {
    case 'bits':
      return spec.bits.map(({ element, bit }) => `${element}.${bit}`).join(',');
    case 'v1':
    case 'v2':
      return `${spec.kind}:${spec.rate}`;
    case 'random':
      return `random:${spec.rate}:${spec.seed}`;
    case 'exact':
    case 'bernoulli':
      return `${spec.kind}:${spec.first}-${spec.last}:${spec.rate}:${spec.seed}`;
  }
}

/** Null for a text that is no such list; what does not fit the tensor is found when it is applied. */
export function readFaultSpec(text: string): FaultSpec | null {
  if (text === '') return NO_FAULTS;
  const [kind, ...rest] = text.split(':');
  if (kind === 'v1' || kind === 'v2') {
    const [rate = ''] = rest;
    return Number.isNaN(readRate(rate)) ? null : { kind, rate };
  }
  if (kind === 'random') {
    const [rate = '', seed = '1'] = rest;
    return isSeed(seed) && !Number.isNaN(readRate(rate)) ? { kind, rate, seed: Number(seed) } : null;
  }
  if (kind === 'exact' || kind === 'bernoulli') {
    const [range = '', rate = '', seed = '1'] = rest;
    const [, first, last] = /^(\d{1,7})-(\d{1,7})$/.exec(range) ?? [];
    if (first === undefined || last === undefined || !isSeed(seed) || Number.isNaN(readRate(rate)))
      return null;
    return { kind, first: Number(first), last: Number(last), rate, seed: Number(seed) };
  }
  const bits = text.split(',').map((part) => /^(\d{1,6})\.(\d{1,2})$/.exec(part));
  if (bits.some((bit) => bit === null)) return null;
  return { kind: 'bits', bits: bits.map((bit) => ({ element: Number(bit?.[1]), bit: Number(bit?.[2]) })) };
}

/** Seeds are words of 32 bits. */
export const isSeed = (text: string): boolean => /^\d{1,10}$/.test(text) && Number(text) < 2 ** 32;
