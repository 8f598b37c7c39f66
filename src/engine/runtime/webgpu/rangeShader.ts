/**
 * Smallest and largest finite element and the counts of NaN and infinity, one partial of four words per workgroup.
 * Elements are compared as ordered integers: the bits of a positive float grow with it, those of a negative one shrink.
 */
import type { RangeReading } from '../device.ts';
import type { Shader } from './shader.ts';
import { BINDINGS, WORD_TESTS } from './wordsWgsl.ts';

const WORKGROUP_SIZE = 128;
export const RANGE_WORDS = 4;

export const rangeShader: Shader = {
  name: 'bitflip range',
  workgroupSize: WORKGROUP_SIZE,
  code: /* wgsl */ `
struct Params { size: u32 }
struct Partial { least: u32, greatest: u32, nan: u32, inf: u32 }
${BINDINGS}
@group(0) @binding(2) var<storage, read_write> out: array<Partial>;
${WORD_TESTS}
var<workgroup> partials: array<Partial, ${WORKGROUP_SIZE}>;

@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  var mine = Partial(0xffffffffu, 0u, 0u, 0u);
  for (var i = id.x; i < params.size; i += groups.x * ${WORKGROUP_SIZE}u) {
    let word = a[i];
    if (isNan(word)) {
      mine.nan += 1u;
    } else if (!isFinite(word)) {
      mine.inf += 1u;
    } else {
      let order = select(word | 0x80000000u, ~word, (word >> 31u) == 1u);
      mine.least = min(mine.least, order);
      mine.greatest = max(mine.greatest, order);
    }
  }
  partials[lane] = mine;
  workgroupBarrier();
  for (var half = ${WORKGROUP_SIZE / 2}u; half > 0u; half /= 2u) {
    if (lane < half) {
      let other = partials[lane + half];
      mine = Partial(min(mine.least, other.least), max(mine.greatest, other.greatest), mine.nan + other.nan, mine.inf + other.inf);
      partials[lane] = mine;
    }
    workgroupBarrier();
  }
  if (lane == 0u) { out[group.x] = mine; }
}
`,
};

/** Merges the partials of all workgroups. */
export function mergeRange(partials: Uint32Array): RangeReading {
  let least = 0xffffffff;
  let greatest = 0;
  let nan = 0;
  let inf = 0;
  for (let at = 0; at < partials.length; at += RANGE_WORDS) {
    least = Math.min(least, partials[at] as number);
    greatest = Math.max(greatest, partials[at + 1] as number);
    nan += partials[at + 2] as number;
    inf += partials[at + 3] as number;
  }
  return least > greatest
    ? { min: 0, max: 0, nan, inf }
    : { min: fromOrder(least), max: fromOrder(greatest), nan, inf };
}

function fromOrder(order: number): number {
  const word = order >= 0x80000000 ? order ^ 0x80000000 : ~order;
  // Adding zero makes -0 plain zero, as a range has no use for its sign.
  return (new Float32Array(Uint32Array.of(word).buffer)[0] as number) + 0;
}
