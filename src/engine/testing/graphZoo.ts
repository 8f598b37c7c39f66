/** The graph models of src/engine/fixtures/graph-zoo.zip (tools/golden/graph_zoo.py), opened with their inputs on the bench. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { type OpenedFiles, openFiles } from '../scene/openModel.ts';
import { useBackend } from './backends.ts';
import type { SampleInput } from './testModel.ts';
import { type Agreement, graphEntry, zooAgreement } from './zooAgreement.ts';

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/graph-zoo.zip')));

export const graphZooNames = [...new Set(Object.keys(zoo).map((path) => path.split('/')[0] as string))];

export interface ZooModel {
  readonly lab: Laboratory;
  readonly opened: OpenedFiles;
  /** What TensorFlow computed, in the order of the model's outputs. */
  readonly wanted: readonly SampleInput[];
}

export async function openGraphZoo(name: string, backend: 'wasm' | 'cpu'): Promise<ZooModel> {
  const { files, inputs, wanted } = graphEntry(zoo, name);
  const device = await useBackend(backend);
  const opened = await openFiles(files, name);
  const lab = new Laboratory(await loadProgram(opened.files), device);
  lab.setInputs(inputs);
  return { lab, opened, wanted };
}

export async function graphAgreement(name: string, backend: 'wasm' | 'cpu'): Promise<Agreement> {
  return await zooAgreement(graphEntry(zoo, name), await useBackend(backend));
}
