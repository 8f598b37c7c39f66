/** What the promises of a resume are tested on: LeNet-5 with a digit, and every test model of both formats, two images each. */
import { readFileSync } from 'node:fs';
import { galleryItem } from '../io/modelCard.ts';
import { loadGraphProgram } from '../runtime/graphProgram.ts';
import { layersProgram } from '../runtime/layersProgram.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import type { Program } from '../runtime/program.ts';
import { type OpenedFiles, openModel } from '../scene/openModel.ts';
import { graphTestModels, layersTestModels } from './models.ts';
import type { SampleInput } from './testModel.ts';

export interface Subject {
  readonly name: string;
  /** On the current back end. */
  open(): Promise<{ readonly program: Program; readonly inputs: readonly SampleInput[] }>;
}

export const readLenet = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(readFileSync(`public/models/lenet5/${path}`));

export function openLenet(): Promise<OpenedFiles> {
  return openModel(readLenet);
}

export const lenet: Subject = {
  name: 'lenet5',
  async open() {
    const opened = await openLenet();
    if (opened.gallery === null) throw new Error('LeNet-5 has no gallery');
    return {
      program: await loadProgram(opened.files),
      inputs: [{ shape: [1, 28, 28, 1], values: galleryItem(opened.gallery, 7) }],
    };
  },
};

export const testModelSubjects: readonly Subject[] = [
  ...layersTestModels.map(({ name, build, sampleInputs }) => ({
    name: `layers: ${name}`,
    open: async () => ({ program: await layersProgram(await build()), inputs: sampleInputs(5, 2) }),
  })),
  ...graphTestModels.map(({ name, build, sampleInputs }) => ({
    name: name.replace(/^graph-/, 'graph: '),
    open: async () => ({ program: await loadGraphProgram(await build()), inputs: sampleInputs(5, 2) }),
  })),
];
