/** The graph models of src/engine/fixtures/graph-zoo.zip (tools/golden/graph_zoo.py), opened with their inputs on the bench. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { readNpy } from '../io/npy.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { type OpenedFiles, openFiles } from '../scene/openModel.ts';
import { useBackend } from './backends.ts';
import type { SampleInput } from './testModel.ts';

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/graph-zoo.zip')));

export const graphZooNames = [...new Set(Object.keys(zoo).map((path) => path.split('/')[0] as string))];

export interface ZooModel {
  readonly lab: Laboratory;
  readonly opened: OpenedFiles;
  /** What TensorFlow computed, in the order of the model's outputs. */
  readonly wanted: readonly SampleInput[];
}

export async function openGraphZoo(name: string, backend: 'wasm' | 'cpu'): Promise<ZooModel> {
  const own = Object.entries(zoo).filter(([path]) => path.startsWith(`${name}/`) && !path.endsWith('.npz'));
  const files = new Map(own.map(([path, bytes]) => [path.slice(name.length + 1), bytes]));
  const { signature } = JSON.parse(new TextDecoder().decode(files.get('model.json'))) as {
    signature: Record<'inputs' | 'outputs', object>;
  };
  const arrays = unzipSync(zoo[`${name}/reference.npz`] as Uint8Array);
  const array = (key: string): SampleInput => {
    const { shape, values } = readNpy(arrays[`${key}.npy`] as Uint8Array);
    return { shape: [...shape], values: Float32Array.from(values) };
  };
  const device = await useBackend(backend);
  const opened = await openFiles(files, name);
  const lab = new Laboratory(await loadProgram(opened.files), device);
  lab.setInputs(Object.keys(signature.inputs).map((key) => array(`x:${key}`)));
  return { lab, opened, wanted: Object.keys(signature.outputs).map((key) => array(`y:${key}`)) };
}
