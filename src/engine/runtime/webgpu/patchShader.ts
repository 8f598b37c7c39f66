/**
 * The fault primitive `(word & and) ^ xor` at flat indices. `a` holds triples index, and, xor; indices are distinct,
 * so no two threads meet. `out` is the copied tensor.
 */

import type { Shader } from './shader.ts';
import { BINDINGS } from './wordsWgsl.ts';

const WORKGROUP_SIZE = 64;

export const patchShader: Shader = {
  name: 'bitflip patch',
  workgroupSize: WORKGROUP_SIZE,
  code: /* wgsl */ `
struct Params { sites: u32 }
${BINDINGS}
@group(0) @binding(2) var<storage, read_write> out: array<u32>;

@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < params.sites; i += groups.x * ${WORKGROUP_SIZE}u) {
    let index = a[3u * i];
    out[index] = (out[index] & a[3u * i + 1u]) ^ a[3u * i + 2u];
  }
}
`,
};
