/**
 * TensorFlow.js flags that decide what WebGPU computes, pinned before the back end is first used, and what can be said
 * about the adapter.
 */
import { env } from '@tensorflow/tfjs-core';

/** Flags of TensorFlow.js 4.22; results carry them. */
export const PINNED_FLAGS: Readonly<Record<string, boolean | number>> = {
  // Small tensors would be computed on the cpu back end while they are on the host: results would depend on history.
  WEBGPU_CPU_FORWARD: false,
  // Packed matrix product: no float atomics (two identical runs differed), one program for every shape.
  WEBGPU_MATMUL_PROGRAM_TYPE: 3,
  // Convolution picks im2col or the direct program by batch size; with 0 it never picks im2col.
  WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL: 0,
  WEBGPU_CONV_SEPARATE_IM2COL_SHADER: false,
  WEBGPU_USE_NAIVE_CONV2D_DEBUG: false,
  WEBGPU_ENGINE_COMPILE_ONLY: false,
};

/** Call after importing the back end's package and before `setBackend('webgpu')`. */
export function pinWebgpuFlags(): void {
  for (const [name, value] of Object.entries(PINNED_FLAGS)) env().set(name, value);
}

export interface AdapterInfo {
  readonly description: string;
  /** Computes on the CPU (SwiftShader, llvmpipe, WARP): fine for tests, never for a person. */
  readonly isSoftware: boolean;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render|software/i;

/** The adapter that the back end will get; null where there is no WebGPU. */
export async function adapterInfo(): Promise<AdapterInfo | null> {
  const { navigator } = globalThis as { navigator?: { gpu?: GPU } };
  const adapter = (await navigator?.gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  if (adapter === null) return null;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const text = [vendor, architecture, device, description].filter((part) => part !== '').join(' ');
  return {
    description: text === '' ? 'unnamed adapter' : text,
    isSoftware: isFallbackAdapter || SOFTWARE.test(text),
  };
}
