/**
 * One tensor's storage with its scales settled: how fresh float32 values become words, and what words stand for. Scale
 * and zero point are data of the tensor too: `readWith` says what the same words mean when those are faulty.
 */
import { type CodeFormat, isCode, type UniformCode } from '../formats/codeFormat.ts';
import type { WordFormat } from '../formats/format.ts';
import { type GroupedFormat, layoutOf, uniformFormat } from '../formats/groupedFormat.ts';
import type { AffineScale } from '../formats/intAffine.ts';
import { groupsAlong, ONE_GROUP, type ScaleGroups } from '../formats/scaleGroups.ts';
import type { FittedQuantizer, FloatTensor } from '../quantizers/quantizer.ts';
import { affineEncoder, affineGrid, affineScale } from './affineFormat.ts';
import type { AffineSpec } from './affineSpec.ts';
import { fitRange } from './fitRange.ts';
import { needsData, type StorageSpec } from './storageSpec.ts';

/** Numbers that are stored with a tensor, one per group. */
export interface StorageMetadata {
  readonly scale: Float32Array;
  /** Null where there is no zero point. */
  readonly zero: Int32Array | null;
  /** The same words under another scale and zero point, sensible or not. */
  readWith(scale: Float32Array, zero: Int32Array | null): GroupedFormat<WordFormat>;
}

export interface TensorStorage extends GroupedFormat<WordFormat> {
  /** Canonical text of the entry. */
  readonly text: string;
  /** Null for formats without a scale. */
  readonly metadata: StorageMetadata | null;
  /** True if its scales stand in for ones that data would give: words can be judged, nothing can be stored. */
  readonly isOutline: boolean;
  /** Value of one code step per group; 1 for floats. */
  readonly step: Float32Array;
  /** `wordOf` as plain arithmetic on codes, one per group; null where it has no such form. */
  readonly uniform: readonly UniformCode[] | null;
  /** Word of a fresh value, given as unsigned float32 word. `index` is the flat index, batch included. */
  wordOf(float32Bits: number, value: number, group: number, index: number): number;
}

/**
 * `data`: what scales are fitted to: a parameter itself, or a value over calibration pictures, whose shape begins with
 * the batch axis. `channelAxes`: the axes that have scales of their own with axis=channel. Throws LabError 'bad-input' or
 * 'bad-argument'.
 */
export function storageFor(
  spec: StorageSpec,
  data: FloatTensor,
  channelAxes: readonly number[],
): TensorStorage {
  switch (spec.kind) {
    case 'format':
      return formatStorage(spec.text, spec.format);
    case 'quantizer':
      return quantizerStorage(spec.text, spec.quantizer.fit(data));
    case 'affine':
      return affineStorage(spec.text, spec.affine, data, channelAxes);
  }
}

/** Stands in for data where only words and layout are asked for: judging a fault string, never a run. */
export function storageOutline(
  spec: StorageSpec,
  shape: readonly number[],
  channelAxes: readonly number[],
): TensorStorage {
  const size = needsData(spec) ? shape.reduce((product, length) => product * length, 1) : 0;
  const storage = storageFor(spec, { values: new Float32Array(size).fill(1), shape }, channelAxes);
  return { ...storage, isOutline: needsData(spec) };
}

/** The last axis; of a depthwise kernel the last two: input channel and multiplier. */
export function channelAxesOf(shape: readonly number[], isDepthwise: boolean): readonly number[] {
  const last = Math.max(shape.length - 1, 0);
  return isDepthwise && last > 0 ? [last - 1, last] : [last];
}

/** Equal words for equal values, and equal values for equal words. */
export function sameStorage(a: TensorStorage, b: TensorStorage): boolean {
  if (a === b) return true;
  if (a.text !== b.text || a.formats.length !== b.formats.length) return false;
  const [one, other] = [a.metadata, b.metadata];
  if (one === null || other === null) return one === other;
  return sameNumbers(one.scale, other.scale) && sameNumbers(one.zero, other.zero);
}

/** The same tensors, each stored the same way. */
export function sameStorages(
  a: ReadonlyMap<string, TensorStorage>,
  b: ReadonlyMap<string, TensorStorage>,
): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([id, storage]) => {
    const other = b.get(id);
    return other !== undefined && sameStorage(storage, other);
  });
}

function sameNumbers(a: ArrayLike<number> | null, b: ArrayLike<number> | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]));
}

function formatStorage(text: string, format: WordFormat): TensorStorage {
  return {
    ...uniformFormat(format),
    text,
    metadata: null,
    isOutline: false,
    uniform: isCode(format) && format.uniform !== undefined ? [format.uniform] : null,
    step: Float32Array.of(stepOf(format)),
    wordOf: (bits) => format.fromFloat32Bits(bits),
  };
}

function quantizerStorage(text: string, fitted: FittedQuantizer): TensorStorage {
  const { groups, formats, scale, withScale } = fitted;
  return {
    groups,
    formats,
    text,
    metadata:
      withScale === undefined
        ? null
        : { scale, zero: null, readWith: (faulty) => ({ groups, formats: withScale(faulty) }) },
    isOutline: false,
    uniform: fitted.uniform ?? null,
    step: Float32Array.from(formats, stepOf),
    wordOf: (_bits, value, group, index) =>
      (formats[group] as CodeFormat).wordOf(fitted.code(Number.isNaN(value) ? 0 : value, group, index)),
  };
}

function affineStorage(
  text: string,
  spec: AffineSpec,
  data: FloatTensor,
  channelAxes: readonly number[],
): TensorStorage {
  const groups = spec.axis === 'channel' ? groupsAlong(data.shape, channelAxes) : ONE_GROUP;
  const scales = groupScales(spec, data.values, groups);
  const scale = Float32Array.from(scales, (one) => one.scale);
  const zero = Int32Array.from(scales, (one) => one.zero);
  const formatsWith = (faulty: readonly AffineScale[]): readonly CodeFormat[] =>
    faulty.map((one) => ({ ...affineGrid(one, spec), name: text }));
  const formats = formatsWith(scales);
  const encoders = spec.rounding === 'even' ? formats : scales.map((one) => affineEncoder(one, spec));
  const readWith: StorageMetadata['readWith'] = (steps, zeros) => ({
    groups,
    formats: formatsWith(
      Array.from(steps, (one, k) => ({ scale: one, zero: zeros?.[k] ?? (zero[k] as number) })),
    ),
  });
  return {
    groups,
    formats,
    text,
    metadata: { scale, zero, readWith },
    isOutline: false,
    uniform: uniformOf(encoders),
    step: scale,
    wordOf: (bits, _value, group) => (encoders[group] as CodeFormat).fromFloat32Bits(bits),
  };
}

function uniformOf(formats: readonly CodeFormat[]): readonly UniformCode[] | null {
  const codes = formats.flatMap(({ uniform }) => uniform ?? []);
  return codes.length === formats.length ? codes : null;
}

function groupScales(spec: AffineSpec, values: Float32Array, groups: ScaleGroups): AffineScale[] {
  const { range } = spec;
  switch (range.kind) {
    case 'scale':
      return [range];
    case 'given':
      return [affineScale(range, spec)];
    case 'minmax':
    case 'mse':
    case 'percentile':
      return groupValues(values, groups).map((part) => affineScale(fitRange(part, range, spec), spec));
  }
}

function groupValues(values: Float32Array, groups: ScaleGroups): Float32Array[] {
  if (groups.count === 1) return [values];
  const sizes = new Uint32Array(groups.count);
  for (let i = 0; i < values.length; i++) {
    const group = groups.of(i);
    sizes[group] = (sizes[group] as number) + 1;
  }
  const parts = Array.from(sizes, (size) => new Float32Array(size));
  const filled = new Uint32Array(groups.count);
  for (let i = 0; i < values.length; i++) {
    const group = groups.of(i);
    (parts[group] as Float32Array)[filled[group] as number] = values[i] as number;
    filled[group] = (filled[group] as number) + 1;
  }
  return parts;
}

function stepOf(format: WordFormat): number {
  if (!isCode(format)) return 1;
  return Math.fround(Math.abs(format.decode(format.wordOf(1)) - format.decode(format.wordOf(0))));
}

export const widthOf = (storage: GroupedFormat<WordFormat>): number => layoutOf(storage).width;
