/**
 * The two ends of a range as the format's own arguments, and back: integers take any ends as they are, fixed point and
 * the quantizers the nearest that a power of two or their alpha can give, floats none.
 */
import { withArgument } from '#app/numbers/argumentControls.ts';
import { printAffineSpec } from '#engine/storage/affineSpec.ts';
import { readStorageSpec, type StorageSpec } from '#engine/storage/storageSpec.ts';

export interface RangeEnds {
  readonly lowest: number;
  readonly highest: number;
}

/** `free`: any two numbers. `mirrored`: one size for both. `power`: sizes are powers of two. `none`: nothing to set. */
export type EndsKind = 'free' | 'mirrored' | 'power' | 'none';

export function endsKind(spec: StorageSpec): EndsKind {
  switch (spec.kind) {
    case 'affine':
      return spec.affine.symmetric ? 'mirrored' : 'free';
    case 'quantizer':
      if (spec.quantizer.className === 'quantized_linear') return 'mirrored';
      return hasInteger(spec) ? 'power' : 'none';
    case 'format':
      return fixedArguments(spec.text) ? 'power' : 'none';
  }
}

/** The format with its ends there, or as near as it can; the text itself where it has none to set. */
export function withEnds(text: string, ends: RangeEnds, moved: 'lowest' | 'highest' | 'both'): string {
  const spec = readStorageSpec(text);
  const reach = reachOf(ends, moved);
  if (spec.kind === 'affine') {
    const { affine } = spec;
    if (affine.symmetric && !(reach > 0)) return text;
    if (!affine.symmetric && !(ends.lowest < ends.highest)) return text;
    const lowest = affine.symmetric ? (affine.signed ? -reach : 0) : ends.lowest;
    const range = { kind: 'given', lowest, highest: affine.symmetric ? reach : ends.highest } as const;
    return printAffineSpec({ ...affine, axis: 'tensor', range });
  }
  if (!(reach > 0)) return text;
  const fixed = fixedArguments(text);
  if (fixed) {
    const { unsigned, width } = fixed;
    const fraction = width - (unsigned ? 0 : 1) - integerBits(reach);
    return `${unsigned ? 'u' : ''}fixed(${width},${clamp(fraction, -64, 64)})`;
  }
  if (spec.kind === 'quantizer') {
    const { className, expression } = spec.quantizer;
    if (className === 'quantized_linear') return linearWithReach(expression, reach, spec);
    if (hasInteger(spec))
      return withArgument(expression, className, 'integer', clamp(integerBits(reach), -32, 32));
  }
  return text;
}

/** alpha is what the range is by: the last code times the step is to be the end. */
function linearWithReach(expression: string, reach: number, spec: StorageSpec): string {
  const one = withArgument(expression, 'quantized_linear', 'alpha', 1);
  const unit = readStorageSpec(one);
  if (unit.kind !== 'quantizer' || spec.kind !== 'quantizer') return expression;
  const { formats } = unit.quantizer.fit({ values: Float32Array.of(0), shape: [1] });
  const highest = formats[0]?.highest ?? 1;
  return withArgument(expression, 'quantized_linear', 'alpha', Number((reach / highest).toPrecision(4)));
}

function reachOf({ lowest, highest }: RangeEnds, moved: 'lowest' | 'highest' | 'both'): number {
  if (moved === 'lowest') return -lowest;
  return moved === 'highest' ? highest : Math.max(-lowest, highest);
}

/** The power of two nearest in size, as an exponent. */
const integerBits = (reach: number): number => Math.round(Math.log2(reach));

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

function fixedArguments(text: string): { readonly unsigned: boolean; readonly width: number } | null {
  const [, unsigned, width] = /^(u?)fixed\((\d+),-?\d+\)$/.exec(text) ?? [];
  return width === undefined ? null : { unsigned: unsigned === 'u', width: Number(width) };
}

const WITH_INTEGER = ['quantized_bits', 'quantized_relu', 'quantized_ulaw'];

function hasInteger(spec: StorageSpec): boolean {
  return spec.kind === 'quantizer' && WITH_INTEGER.includes(spec.quantizer.className);
}
