/**
 * `--save DIR --nodes a,b`: golden and faulty tensors as .npy files of exact float32 words, batch axis included for
 * values. A node stands for its first output. The file is called as the tensor was, with `__` for `/` and every other
 * character that a file name may not have percent-encoded.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ModelGraph, nodeById } from '#engine/graph/modelGraph.ts';
import { writeNpy } from '#engine/io/npy.ts';
import { LabError } from '#engine/labError.ts';
import type { Laboratory } from '#engine/runtime/laboratory.ts';
import type { PreparedFaults } from '#engine/scene/prepareFaults.ts';
import type { OptionRule } from './command.ts';

export const SAVE_OPTIONS: Readonly<Record<'save' | 'nodes', OptionRule>> = {
  save: {
    value: 'DIR',
    description: 'Write golden and faulty tensors there, as NODE.golden.npy and NODE.faulty.npy.',
  },
  nodes: {
    value: 'A,B',
    repeats: true,
    description:
      'What to save: nodes, or tensors such as conv2d/pre or conv2d_1/kernel. Default: the outputs.',
  },
};

export interface WantedTensor {
  /** Value or parameter id. */
  readonly id: string;
  /** Start of the file names. */
  readonly file: string;
}

/** Names as given, none for the model's outputs. Throws LabError `unknown-site`. */
export function wantedTensors(names: readonly string[], graph: ModelGraph): readonly WantedTensor[] {
  const wanted =
    names.length > 0
      ? names.map((name) => ({ id: tensorId(name, graph), file: fileName(name) }))
      : outputs(graph);
  const files = new Map<string, string>();
  for (const { id, file } of wanted) {
    const other = files.get(file);
    if (other !== undefined && other !== id)
      throw new LabError(
        'bad-argument',
        `${other} and ${id} would both be saved as ${file}. Save them in two calls.`,
      );
    files.set(file, id);
  }
  return [...files].map(([file, id]) => ({ id, file }));
}

/** Writes all files, makes the folder. Returns the paths. Throws LabError `bad-argument` where it may not write. */
export async function saveTensors(
  wanted: readonly WantedTensor[],
  {
    lab,
    prepared,
    saveFolder,
    folder,
  }: {
    readonly lab: Laboratory;
    readonly prepared: PreparedFaults;
    readonly saveFolder: string;
    readonly folder: string;
  },
): Promise<readonly string[]> {
  const target = resolve(folder, saveFolder);
  const saved: string[] = [];
  const write = async (name: string, shape: readonly number[], words: Uint32Array): Promise<void> => {
    await writeFile(
      join(target, name),
      writeNpy(shape, new Float32Array(words.buffer, words.byteOffset, words.length)),
    );
    saved.push(join(saveFolder, name));
  };
  try {
    await mkdir(target, { recursive: true });
    for (const { id, file } of wanted) {
      const { shape, golden, faulty } = await lab.tensor(id, prepared.corruption);
      await write(`${file}.golden.npy`, shape, golden);
      await write(`${file}.faulty.npy`, shape, faulty);
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new LabError('bad-argument', `--save ${saveFolder}: could not be written (${error.message}).`, {
      folder: saveFolder,
    });
  }
  return saved;
}

/** One per output; the first output of a node is called as the node. */
function outputs(graph: ModelGraph): WantedTensor[] {
  return graph.outputs.map((id) => {
    const { node } = graph.values[id] ?? { node: id };
    return { id, file: fileName(nodeById(graph, node)?.outputs[0] === id ? node : id) };
  });
}

function tensorId(name: string, graph: ModelGraph): string {
  const id = nodeById(graph, name)?.outputs[0] ?? name;
  const tensor = graph.values[id] ?? graph.parameters[id];
  if (tensor === undefined) {
    throw new LabError(
      'unknown-site',
      `--nodes: the model has no node or tensor "${name}". "bitflip inspect MODEL" lists them.`,
      { name },
    );
  }
  if (tensor.dtype !== 'float32')
    throw new LabError(
      'unsupported',
      `--nodes: ${id} holds ${tensor.dtype} numbers; only float32 tensors are saved.`,
      { id },
    );
  return id;
}

function fileName(name: string): string {
  const code = (c: string): string =>
    `%${(c.codePointAt(0) as number).toString(16).toUpperCase().padStart(2, '0')}`;
  return name.replaceAll('/', '__').replace(/[<>:"|?*\\\p{Cc}]/gu, code);
}
