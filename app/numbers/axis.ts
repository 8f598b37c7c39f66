/**
 * A line of numbers: from values to places in pixels and back, linear or by size. The sized axis is symlog,
 * sign(x) log2(1 + |x| / unit): linear around zero, one octave as wide as the next far from it.
 */
import type { AxisKind } from './numbersScene.ts';

/** In values; `low` below `high`, both finite. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

export interface Axis {
  readonly kind: AxisKind;
  readonly domain: Domain;
  readonly width: number;
  /** Pixels; beyond the ends for values that are, not finite for infinities. */
  at(value: number): number;
  valueAt(pixel: number): number;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export function axisOf(kind: AxisKind, domain: Domain, width: number, unit = 1): Axis {
  const place = (value: number): number =>
    kind === 'linear' ? value : Math.sign(value) * Math.log2(1 + Math.abs(value) / unit);
  const value = (at: number): number =>
    kind === 'linear' ? at : Math.sign(at) * (2 ** Math.abs(at) - 1) * unit;
  const start = place(domain.low);
  const span = place(domain.high) - start;
  return {
    kind,
    domain,
    width,
    at: (x) => ((place(x) - start) / span) * width,
    valueAt: (pixel) => value(start + (pixel / width) * span),
  };
}

/** The domain with its width times `factor`, the value under `pixel` staying there. */
export function zoomed({ kind, domain, width, at, valueAt }: Axis, pixel: number, factor: number): Domain {
  if (kind === 'linear') {
    const still = valueAt(pixel);
    const low = still - (still - domain.low) * factor;
    const high = still + (domain.high - still) * factor;
    return high - low > Math.max(Math.abs(low), Math.abs(high)) * 1e-6 ? { low, high } : domain;
  }
  const left = pixel - (pixel - at(domain.low)) * factor;
  const right = pixel + (width - pixel) * factor;
  const low = valueAt(left);
  const high = valueAt(right);
  return Number.isFinite(low) && Number.isFinite(high) && low < high ? { low, high } : domain;
}

/** Round numbers at least `apart` pixels from each other. */
export function ticks(axis: Axis, apart = 64): readonly Tick[] {
  return axis.kind === 'linear' ? linearTicks(axis, apart) : sizedTicks(axis, apart);
}

function linearTicks({ domain: { low, high }, width }: Axis, apart: number): readonly Tick[] {
  const rough = ((high - low) / width) * apart;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, k) => {
    const value = (first + k) * step;
    return { value, label: tickLabel(value, step) };
  });
}

/** Powers of ten on both sides of zero, from zero outwards as far as there is room. */
function sizedTicks(axis: Axis, apart: number): readonly Tick[] {
  const kept: Tick[] = [];
  const taken: number[] = [];
  const add = (value: number, label: string): void => {
    const at = axis.at(value);
    if (at < 0 || at > axis.width || taken.some((other) => Math.abs(other - at) < apart)) return;
    taken.push(at);
    kept.push({ value, label });
  };
  add(0, '0');
  for (const stride of [10, 5, 1]) {
    for (let exponent = -40; exponent <= 40; exponent += stride) {
      for (const sign of [1, -1]) add(sign * 10 ** exponent, sizeLabel(sign, exponent));
    }
  }
  return kept.toSorted((a, b) => a.value - b.value);
}

function sizeLabel(sign: number, exponent: number): string {
  const minus = sign < 0 ? '-' : '';
  return exponent >= -2 && exponent <= 3 ? `${minus}${Number(`1e${exponent}`)}` : `${minus}1e${exponent}`;
}

function tickLabel(value: number, step: number): string {
  if (Math.abs(value) < step / 2) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(Math.max(0, digitsBetween(size, step)));
  return value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

const digitsBetween = (size: number, step: number): number =>
  Math.floor(Math.log10(size)) - Math.floor(Math.log10(step) + 1e-9);
