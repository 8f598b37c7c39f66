/**
 * What the page paints before the engine is there: the first model and the golden result of its first scene, made by the
 * engine itself when the page is built, and the very same that it gives later. The file form is in firstPaintText.ts.
 */
import { galleryItem } from '#engine/io/modelCard.ts';
import { startBackend, type WasmPaths } from '#engine/runtime/backend.ts';
import { Laboratory } from '#engine/runtime/laboratory.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import { inputShape } from '#engine/scene/modelInputs.ts';
import { openModel, type ReadFile } from '#engine/scene/openModel.ts';
import { playScene } from '#engine/scene/playScene.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { backendReport } from './backendReport.ts';
import type { OpenedModel, SceneReply, TensorReply } from './labApi.ts';
import { openedReport, sceneReport } from './reports.ts';

export interface FirstPaint {
  /** Picture of the gallery that the scene shows. */
  readonly index: number;
  /** As opened, but `gallery.pixels` holds that one picture only. */
  readonly opened: OpenedModel;
  /** Revision 1, no faults. */
  readonly reply: SceneReply;
  /** The output of the first layer that has parameters: what is open before the first click. */
  readonly tensor: TensorReply;
}

/** Runs on wasm. Throws LabError where the model cannot be opened. */
export async function makeFirstPaint(
  read: ReadFile,
  wasmPaths: WasmPaths,
  index: number,
): Promise<FirstPaint> {
  const files = await openModel(read);
  if (files.gallery === null) throw new Error('The first model needs a gallery.');
  const device = await startBackend('wasm', wasmPaths);
  const lab = new Laboratory(await loadProgram(files.files), device);
  const { graph } = lab.program;
  const shape = [1, ...inputShape(graph)];
  lab.setInputs([{ shape, values: galleryItem(files.gallery, index) }]);
  const none = prepareFaults([], graph);
  const played = await playScene(lab, none, { labels: files.card?.labels ?? null, pictures: true });
  const tensor = graph.nodes.find(({ parameters }) => parameters.length > 0)?.outputs[0];
  if (tensor === undefined) throw new Error('The first model needs a layer with parameters.');
  const compared = await lab.tensor(tensor, none.corruption);
  const opened = openedReport(files, lab.program, backendReport({ device, adapter: null, reason: '' }));
  const size = files.gallery.shape.reduce((product, n) => product * n, 1);
  lab.dispose();
  return {
    index,
    opened: {
      ...opened,
      gallery: opened.gallery && {
        ...opened.gallery,
        pixels: opened.gallery.pixels.slice(index * size, (index + 1) * size),
      },
    },
    reply: sceneReport(1, played, 0).reply,
    tensor: {
      revision: 1,
      tensor,
      shape: compared.shape.slice(1),
      golden: new Float32Array(compared.golden.buffer),
      faulty: new Float32Array(compared.faulty.buffer),
      observation: { value: tensor, ...compared.observation },
      format: 'float32',
      bits: 32,
      goldenWords: null,
      faultyWords: null,
      decoding: null,
    },
  };
}
