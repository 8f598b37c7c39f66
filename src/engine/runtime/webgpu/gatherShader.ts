/** Words of `a` at the indices in `b`; 0 for an index past the end. */

import type { Shader } from './shader.ts';
import { BINDINGS } from './wordsWgsl.ts';

const WORKGROUP_SIZE = 64;

export const gatherShader: Shader = {
  name: 'bitflip gather',
  workgroupSize: WORKGROUP_SIZE,
  code: /* wgsl */ `
struct Params { count: u32, size: u32 }
${BINDINGS}
@group(0) @binding(2) var<storage, read_write> out: array<u32>;

@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = id.x;
  if (i >= params.count) { return; }
  let index = b[i];
  out[i] = select(0u, a[min(index, params.size - 1u)], index < params.size);
}
`,
};
