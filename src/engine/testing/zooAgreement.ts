/** One model of a zoo, opened and run, against what its framework computed. Reads no files, so it runs in a browser too. */
import { unzipSync } from 'fflate';
import type { FileSet } from '../io/archive.ts';
import { readNpy } from '../io/npy.ts';
import { NO_CORRUPTION } from '../runtime/corruption.ts';
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { openFiles } from '../scene/openModel.ts';
import { relativeDifference } from './agreement.ts';
import type { SampleInput } from './testModel.ts';

export interface Agreement {
  readonly shapesAgree: boolean;
  /** Largest difference of any output, as a part of the largest value of that output. */
  readonly difference: number;
  /** Layer classes and TensorFlow ops of the model as the lab runs it. */
  readonly classes: readonly string[];
}

export interface ZooEntry {
  readonly name: string;
  readonly files: FileSet;
  /** In the order of the model's inputs and outputs. */
  readonly inputs: readonly SampleInput[];
  readonly wanted: readonly SampleInput[];
}

export async function zooAgreement(
  { name, files, inputs, wanted }: ZooEntry,
  device: Device,
): Promise<Agreement> {
  const opened = await openFiles(files, name);
  const lab = new Laboratory(await loadProgram(opened.files), device);
  try {
    lab.setInputs(inputs);
    const outputs = await lab.outputs(NO_CORRUPTION);
    const shapes = (tensors: readonly { readonly shape: readonly number[] }[]): string =>
      JSON.stringify(tensors.map(({ shape }) => shape));
    return {
      shapesAgree: shapes(outputs) === shapes(wanted),
      difference: Math.max(
        ...outputs.map(({ golden }, k) => relativeDifference(golden, wanted[k]?.values ?? [])),
      ),
      classes: lab.program.graph.nodes.map(({ op }) => op),
    };
  } finally {
    lab.dispose();
  }
}

type Zip = Readonly<Record<string, Uint8Array>>;

/** `fileName` in the unpacked keras-zoo.zip. */
export function kerasEntry(zoo: Zip, fileName: string): ZooEntry {
  const arrays = unzipSync(zoo[`${/^[^.]+/.exec(fileName)?.[0]}.npz`] as Uint8Array);
  const side = fileName.includes('.tf-keras.') ? 'tf-keras' : 'keras';
  const all = (prefix: string): SampleInput[] => {
    const found: SampleInput[] = [];
    for (let i = 0; arrays[`${side}-${prefix}${i}.npy`]; i++)
      found.push(array(arrays, `${side}-${prefix}${i}`));
    return found;
  };
  const files = new Map([[fileName, zoo[fileName] as Uint8Array]]);
  return { name: fileName, files, inputs: all('x'), wanted: all('y') };
}

/** `name` is a folder of the unpacked graph-zoo.zip. */
export function graphEntry(zoo: Zip, name: string): ZooEntry {
  const own = Object.entries(zoo).filter(([path]) => path.startsWith(`${name}/`) && !path.endsWith('.npz'));
  const files = new Map(own.map(([path, bytes]) => [path.slice(name.length + 1), bytes]));
  const { signature } = JSON.parse(new TextDecoder().decode(files.get('model.json'))) as {
    signature: Record<'inputs' | 'outputs', object>;
  };
  const arrays = unzipSync(zoo[`${name}/reference.npz`] as Uint8Array);
  return {
    name,
    files,
    inputs: Object.keys(signature.inputs).map((key) => array(arrays, `x:${key}`)),
    wanted: Object.keys(signature.outputs).map((key) => array(arrays, `y:${key}`)),
  };
}

function array(arrays: Zip, key: string): SampleInput {
  const { shape, values } = readNpy(arrays[`${key}.npy`] as Uint8Array);
  return { shape: [...shape], values: Float32Array.from(values) };
}
