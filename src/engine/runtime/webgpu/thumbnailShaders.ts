/**
 * Thumbnails in three steps on the GPU: changed elements per channel, the channels with most of them (ties by index),
 * and the word of largest magnitude in each block of those channels. Only these words come back; the host makes codes
 * of them in double precision, so that both kinds of device give the same codes. Magnitudes are compared as integers:
 * NaN is above infinity and infinity above every finite number by their bits.
 */
import type { ThumbnailPlan, ThumbnailReading } from '../device.ts';
import { codeOf } from '../thumbnail.ts';
import type { Shader } from './shader.ts';
import { BINDINGS, WORD_TESTS } from './wordsWgsl.ts';

const WORKGROUP_SIZE = 64;

/** The answer holds the tiles' channels, their counts, golden cells, faulty cells, and last the counts of all channels. */
const PARAMS = /* wgsl */ `
struct Params {
  elements: u32, height: u32, width: u32, channels: u32,
  tiles: u32, block: u32, rows: u32, columns: u32,
}
fn cellCount() -> u32 { return params.tiles * params.rows * params.columns; }
fn countsAt() -> u32 { return 2u * params.tiles + 2u * cellCount(); }
`;

/** `elements` is the size of batch item 0. */
export function thumbnailParams(plan: ThumbnailPlan, elements: number): number[] {
  const { height, width, channels, tiles, block } = plan;
  return [
    elements,
    height,
    width,
    channels,
    tiles,
    block,
    Math.ceil(height / block),
    Math.ceil(width / block),
  ];
}

export function thumbnailWords(plan: ThumbnailPlan): number {
  return 2 * plan.tiles + 2 * cellCount(plan) + plan.channels;
}

export function cellCount({ height, width, block, tiles }: ThumbnailPlan): number {
  return tiles * Math.ceil(height / block) * Math.ceil(width / block);
}

/** Adds to counts that start at zero. */
export const channelCountShader: Shader = {
  name: 'bitflip channel counts',
  workgroupSize: WORKGROUP_SIZE,
  code: /* wgsl */ `
${PARAMS}
${BINDINGS}
@group(0) @binding(2) var<storage, read_write> out: array<atomic<u32>>;
${WORD_TESTS}

@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < params.elements; i += groups.x * ${WORKGROUP_SIZE}u) {
    if (differs(a[i], b[i])) { atomicAdd(&out[countsAt() + i % params.channels], 1u); }
  }
}
`,
};

/** One workgroup; each tile takes the next channel in the order (count falling, index rising). */
export const channelChoiceShader: Shader = {
  name: 'bitflip channel choice',
  workgroupSize: WORKGROUP_SIZE,
  code: /* wgsl */ `
${PARAMS}
${BINDINGS}
@group(0) @binding(2) var<storage, read_write> out: array<u32>;
/** Count and index of a channel. */
var<workgroup> best: array<vec2<u32>, ${WORKGROUP_SIZE}>;

fn before(x: vec2<u32>, y: vec2<u32>) -> bool { return x.x > y.x || (x.x == y.x && x.y < y.y); }

@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(@builtin(local_invocation_index) lane: u32) {
  // Above every count: all channels come after it.
  var last = vec2<u32>(0xffffffffu, 0u);
  for (var tile = 0u; tile < params.tiles; tile += 1u) {
    var mine = vec2<u32>(0u, 0xffffffffu);
    for (var channel = lane; channel < params.channels; channel += ${WORKGROUP_SIZE}u) {
      let candidate = vec2<u32>(out[countsAt() + channel], channel);
      if (before(last, candidate) && before(candidate, mine)) { mine = candidate; }
    }
    best[lane] = mine;
    workgroupBarrier();
    last = best[0];
    for (var other = 1u; other < ${WORKGROUP_SIZE}u; other += 1u) {
      if (before(best[other], last)) { last = best[other]; }
    }
    if (lane == 0u) {
      out[tile] = last.y;
      out[params.tiles + tile] = last.x;
    }
    workgroupBarrier();
  }
}
`,
};

export const cellShader: Shader = {
  name: 'bitflip cells',
  workgroupSize: WORKGROUP_SIZE,
  code: /* wgsl */ `
${PARAMS}
${BINDINGS}
@group(0) @binding(2) var<storage, read_write> out: array<u32>;
${WORD_TESTS}

fn larger(x: u32, y: u32) -> u32 { return select(x, y, (y & MAGNITUDE) > (x & MAGNITUDE)); }

@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let cell = id.x;
  if (cell >= cellCount()) { return; }
  let channel = out[cell / (params.rows * params.columns)];
  let top = cell / params.columns % params.rows * params.block;
  let left = cell % params.columns * params.block;
  var golden = 0u;
  var faulty = 0u;
  for (var y = top; y < min(top + params.block, params.height); y += 1u) {
    for (var x = left; x < min(left + params.block, params.width); x += 1u) {
      let i = (y * params.width + x) * params.channels + channel;
      if (i < params.elements) {
        golden = larger(golden, a[i]);
        faulty = larger(faulty, b[i]);
      }
    }
  }
  out[2u * params.tiles + cell] = golden;
  out[2u * params.tiles + cellCount() + cell] = faulty;
}
`,
};

export function thumbnailOf(plan: ThumbnailPlan, answer: Uint32Array): ThumbnailReading {
  const { tiles, lo, hi } = plan;
  const cells = cellCount(plan);
  const codes = (from: number): Uint8Array => {
    const words = answer.slice(from, from + cells);
    return Uint8Array.from(new Float32Array(words.buffer), (value) => codeOf(value, lo, hi));
  };
  return {
    channels: [...answer.subarray(0, tiles)],
    changed: [...answer.subarray(tiles, 2 * tiles)].map((count) => count > 0),
    golden: codes(2 * tiles),
    faulty: codes(2 * tiles + cells),
  };
}
