/**
 * WebGPU in Node, by Dawn (npm `webgpu`). Where Chromium is installed, its Vulkan loader and its software driver
 * SwiftShader are used; set VK_ICD_FILENAMES to take another driver, such as that of a real GPU.
 */
import { existsSync } from 'node:fs';

const CHROMIUM_FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/** Variables to start Node again with; null if they are set, or if there is nothing to set. */
export function vulkanEnvironment() {
  if (process.platform !== 'linux' || process.env.VK_ICD_FILENAMES !== undefined) return null;
  const folder = CHROMIUM_FOLDERS.find((path) => existsSync(`${path}/vk_swiftshader_icd.json`));
  if (folder === undefined) return null;
  const libraries = [process.env.LD_LIBRARY_PATH, folder].filter((path) => path).join(':');
  return { VK_ICD_FILENAMES: `${folder}/vk_swiftshader_icd.json`, LD_LIBRARY_PATH: libraries };
}

/** Before TensorFlow.js is imported, which asks for WebGPU at once. */
export async function installWebgpu() {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
  globalThis.self ??= globalThis;
}
