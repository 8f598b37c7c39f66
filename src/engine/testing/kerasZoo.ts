/** The models of src/engine/fixtures/keras-zoo.zip (tools/golden/keras_zoo.py): each layer and option in up to five file forms. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { useBackend } from './backends.ts';
import { type Agreement, kerasEntry, zooAgreement } from './zooAgreement.ts';

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras-zoo.zip')));

/** Suffix of the file and what it is, in the order of the table in docs/layers.md. */
export const KERAS_FORMS = {
  '.keras': 'Keras 3 .keras',
  '.h5': 'Keras 3 .h5',
  '.tfjs.zip': 'Keras 3 model.json',
  '.tf-keras.h5': 'Keras 2 .h5',
  '.tf-keras.tfjs.zip': 'Keras 2 model.json',
} as const;

export type KerasForm = keyof typeof KERAS_FORMS;

export interface ZooFile {
  readonly fileName: string;
  readonly model: string;
  readonly form: KerasForm;
}

export const kerasZooFiles: readonly ZooFile[] = Object.keys(zoo)
  .filter((name) => !name.endsWith('.npz'))
  .map((fileName) => {
    const [, model = '', form = ''] = /^([^.]+)(\..+)$/.exec(fileName) ?? [];
    return { fileName, model, form: form as KerasForm };
  });

/** Opens and runs one file, and compares it with what Keras computed. */
export async function kerasAgreement({ fileName }: ZooFile, backend: 'wasm' | 'cpu'): Promise<Agreement> {
  return await zooAgreement(kerasEntry(zoo, fileName), await useBackend(backend));
}
