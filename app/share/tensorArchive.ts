/**
 * All tensors of a scene as one zip: `golden/conv2d/kernel.npy`, `faulty/...`, the scene file and a word on what is what.
 * Stored, not deflated: float32 words hardly shrink, and the page must not stand still.
 */
import { strToU8, Zip, ZipPassThrough } from 'fflate';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { writeNpy } from '#engine/io/npy.ts';
import type { TensorReply } from '#workers/labApi.ts';

export interface ArchiveRequest {
  readonly graph: ModelGraph;
  readonly sceneFile: string;
  readonly read: (tensor: string) => Promise<TensorReply>;
}

const README = `Tensors of one scene of Bitflip Lab, as NumPy .npy files of little-endian float32 words, row-major.
golden/  without the faults
faulty/  with them
Values (output, pre) are of the one image of the scene, without the batch axis; parameters as the model has them.
scene.json is the scene itself: drop it on the lab to see it.
`;

/** Every value and parameter whose numbers are float32; resolves to the parts of the file. */
export async function tensorArchive({
  graph,
  sceneFile,
  read,
}: ArchiveRequest): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, part) => {
    if (error) failed = error;
    else parts.push(part as Uint8Array<ArrayBuffer>);
  });
  const add = (name: string, bytes: Uint8Array) => {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(bytes, true);
  };
  add('README.txt', strToU8(README));
  add('scene.json', strToU8(sceneFile));
  for (const tensor of archivedTensors(graph)) {
    const { shape, golden, faulty } = await read(tensor);
    add(`golden/${tensor}.npy`, writeNpy(shape, golden));
    add(`faulty/${tensor}.npy`, writeNpy(shape, faulty));
  }
  zip.end();
  if (failed) throw failed;
  return parts;
}

export function archivedTensors({ values, parameters }: ModelGraph): readonly string[] {
  return [...Object.values(parameters), ...Object.values(values)]
    .filter(({ dtype, shape }) => dtype === 'float32' && shape.slice(1).every((size) => size !== null))
    .map(({ id }) => id);
}
