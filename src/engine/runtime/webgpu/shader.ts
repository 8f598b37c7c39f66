/**
 * Compute shaders of the lab beside TensorFlow.js's programs: one bind group layout for all, pipelines compiled once
 * per device and shader. A dispatch reads two buffers, writes one, and takes its parameters from a 64-byte slot.
 */

export interface Shader {
  readonly name: string;
  readonly code: string;
  readonly workgroupSize: number;
}

/** One run of a shader. Ranges of storage buffers start at multiples of `OFFSET_ALIGNMENT` bytes. */
export interface Dispatch {
  readonly shader: Shader;
  readonly a: GPUBufferBinding;
  readonly b: GPUBufferBinding;
  readonly out: GPUBufferBinding;
  readonly params: GPUBufferBinding;
  readonly workgroups: number;
}

/** Largest `minStorageBufferOffsetAlignment` and `minUniformBufferOffsetAlignment` that WebGPU allows. */
export const OFFSET_ALIGNMENT = 256;
export const PARAMS_SIZE_BYTES = 64;

/**
 * Workgroups for `count` elements at `perThread` elements a thread. Shaders that walk elements step by the whole grid,
 * so a limit on workgroups limits no size.
 */
export function workgroupsFor(shader: Shader, count: number, perThread = 1, limit = 4096): number {
  return Math.max(1, Math.min(limit, Math.ceil(count / (shader.workgroupSize * perThread))));
}

interface Compiled {
  readonly layout: GPUBindGroupLayout;
  readonly pipelines: Map<Shader, GPUComputePipeline>;
}

const compiledOn = new WeakMap<GPUDevice, Compiled>();

/** Records a dispatch in a pass. */
export function encode(
  pass: GPUComputePassEncoder,
  device: GPUDevice,
  { shader, a, b, out, params, workgroups }: Dispatch,
): void {
  const { layout, pipelines } = compiled(device);
  let pipeline = pipelines.get(shader);
  if (pipeline === undefined) {
    const module = device.createShaderModule({ code: shader.code, label: shader.name });
    pipeline = device.createComputePipeline({
      label: shader.name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: 'main' },
    });
    pipelines.set(shader, pipeline);
  }
  const entries = [a, b, out, params].map((resource, binding) => ({ binding, resource }));
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(workgroups);
}

function compiled(device: GPUDevice): Compiled {
  let found = compiledOn.get(device);
  if (found === undefined) {
    const types: readonly GPUBufferBindingType[] = [
      'read-only-storage',
      'read-only-storage',
      'storage',
      'uniform',
    ];
    const layout = device.createBindGroupLayout({
      label: 'bitflip words',
      entries: types.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type },
      })),
    });
    found = { layout, pipelines: new Map() };
    compiledOn.set(device, found);
  }
  return found;
}
