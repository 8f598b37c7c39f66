/**
 * Observation of DESIGN section 3 without overflow or underflow: differences reach 6.8e38, squares and ratios lie far
 * outside float32. A finite word is taken apart into mantissa and exponent by its bits; float arithmetic only sees
 * mantissas near 1, and sums carry an exponent of their own (the scaling of LAPACK's xLASSQ, with powers of two).
 * One partial of nine words per workgroup; the host merges them in double precision. Relative error about 1e-6.
 */
import type { Observation } from '../device.ts';
import type { Shader } from './shader.ts';
import { BINDINGS, WORD_TESTS } from './wordsWgsl.ts';

const WORKGROUP_SIZE = 128;
export const OBSERVATION_WORDS = 9;
/** Keeps the 9-bit exponent of a packed difference positive. */
const PACKED_BIAS = 64;
/** A mantissa of 24 bits counts in units of 2^(exponent field - 150). */
const UNIT_BIAS = 150;

export const observationShader: Shader = {
  name: 'bitflip observation',
  workgroupSize: WORKGROUP_SIZE,
  code: /* wgsl */ `
struct Params { size: u32 }
/** value * 2^exponent */
struct Scaled { value: f32, exponent: i32 }
/** Value mantissa * 2^(exponent - ${UNIT_BIAS}), mantissa below 2^24. */
struct Parts { mantissa: f32, exponent: i32 }
struct Partial {
  changed: u32, nan: u32, inf: u32, nonzero: u32,
  largest: u32,
  squares: Scaled,
  ratios: Scaled,
}
${BINDINGS}
@group(0) @binding(2) var<storage, read_write> out: array<Partial>;
${WORD_TESTS}
var<workgroup> partials: array<Partial, ${WORKGROUP_SIZE}>;

/** 2^power for power <= 0; 0 where the result could not matter beside 1. */
fn pow2(power: i32) -> f32 {
  return select(bitcast<f32>(u32(max(power, -100) + 127) << 23u), 0.0, power < -100);
}

fn sum(x: Scaled, y: Scaled) -> Scaled {
  let exponent = max(x.exponent, y.exponent);
  return Scaled(x.value * pow2(x.exponent - exponent) + y.value * pow2(y.exponent - exponent), exponent);
}

fn parts(word: u32) -> Parts {
  let field = (word >> 23u) & 255u;
  let mantissa = f32((word & 0x7fffffu) | select(0u, 0x800000u, field > 0u));
  return Parts(select(mantissa, -mantissa, (word >> 31u) == 1u), i32(max(field, 1u)));
}

/** A normal positive float as a mantissa in [1, 2) and an exponent. */
fn normalised(value: f32, exponent: i32) -> Scaled {
  let bits = bitcast<u32>(value);
  return Scaled(bitcast<f32>((bits & 0x7fffffu) | 0x3f800000u), i32(bits >> 23u) - 127 + exponent);
}

fn merged(x: Partial, y: Partial) -> Partial {
  return Partial(
    x.changed + y.changed, x.nan + y.nan, x.inf + y.inf, x.nonzero + y.nonzero,
    max(x.largest, y.largest), sum(x.squares, y.squares), sum(x.ratios, y.ratios),
  );
}

fn withPair(before: Partial, golden: u32, faulty: u32) -> Partial {
  var p = before;
  let bothFinite = isFinite(golden) && isFinite(faulty);
  let goldenIsZero = (golden & MAGNITUDE) == 0u;
  if (isNan(faulty)) { p.nan += 1u; } else if (!isFinite(faulty)) { p.inf += 1u; }
  if (bothFinite && !goldenIsZero) { p.nonzero += 1u; }
  if (!differs(golden, faulty)) { return p; }
  p.changed += 1u;
  if (!bothFinite) { return p; }
  let g = parts(golden);
  let f = parts(faulty);
  let exponent = max(g.exponent, f.exponent);
  let value = abs(f.mantissa * pow2(f.exponent - exponent) - g.mantissa * pow2(g.exponent - exponent));
  if (value == 0.0) { return p; }
  let difference = normalised(value, exponent);
  p.largest = max(p.largest, (u32(difference.exponent + ${PACKED_BIAS}) << 23u) | (bitcast<u32>(difference.value) & 0x7fffffu));
  p.squares = sum(p.squares, Scaled(difference.value * difference.value, 2 * difference.exponent));
  if (!goldenIsZero) {
    let size = normalised(abs(g.mantissa), g.exponent);
    p.ratios = sum(p.ratios, Scaled(difference.value / size.value, difference.exponent - size.exponent));
  }
  return p;
}

@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  let nothing = Scaled(0.0, -2000);
  var mine = Partial(0u, 0u, 0u, 0u, 0u, nothing, nothing);
  for (var i = id.x; i < params.size; i += groups.x * ${WORKGROUP_SIZE}u) {
    mine = withPair(mine, a[i], b[i]);
  }
  partials[lane] = mine;
  workgroupBarrier();
  for (var half = ${WORKGROUP_SIZE / 2}u; half > 0u; half /= 2u) {
    if (lane < half) {
      mine = merged(mine, partials[lane + half]);
      partials[lane] = mine;
    }
    workgroupBarrier();
  }
  if (lane == 0u) { out[group.x] = mine; }
}
`,
};

/** Merges the partials of all workgroups. */
export function mergeObservation(size: number, partials: Uint32Array): Observation {
  const floats = new Float32Array(partials.buffer, partials.byteOffset, partials.length);
  const integers = new Int32Array(partials.buffer, partials.byteOffset, partials.length);
  let [changed, nan, inf, nonzero, largest, squares, ratios] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < partials.length; at += OBSERVATION_WORDS) {
    changed += partials[at] as number;
    nan += partials[at + 1] as number;
    inf += partials[at + 2] as number;
    nonzero += partials[at + 3] as number;
    largest = Math.max(largest, partials[at + 4] as number);
    squares += (floats[at + 5] as number) * 2 ** ((integers[at + 6] as number) - 2 * UNIT_BIAS);
    ratios += (floats[at + 7] as number) * 2 ** (integers[at + 8] as number);
  }
  return {
    size,
    changed,
    maxAbsDiff: largest === 0 ? 0 : unpacked(largest),
    l2: Math.sqrt(squares),
    meanRelativeError: nonzero === 0 ? 0 : ratios / nonzero,
    nan,
    inf,
  };
}

function unpacked(word: number): number {
  return (1 + (word & 0x7fffff) / 2 ** 23) * 2 ** ((word >>> 23) - PACKED_BIAS - UNIT_BIAS);
}
