/** What leaves the page as a file. Loaded when it is first asked for. */
import { cameraOnPage } from '#app/graph/cameraControl.ts';
import { type Comparison, compare } from '#app/layer/comparison.ts';
import { openSite } from '#app/layer/openTensor.ts';
import { cutsOf } from '#app/layer/tensorCuts.ts';
import { tensorRole } from '#app/layer/tensorRole.ts';
import { type ModelSummary, useLab } from '#app/state/lab.ts';
import { notify } from '#app/state/notices.ts';
import { activeFaults, type Scene, sceneRequest, useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { readTensor } from '#app/state/tensors.ts';
import { zoomOf } from '#app/ui/pointIn.ts';
import { currentColourScheme } from '#app/ui/useColourScheme.ts';
import { writeNpy } from '#engine/io/npy.ts';
import type { TensorReply } from '#workers/labApi.ts';
import { INPUT_FILE } from './commandLine.ts';
import { elementSvg } from './elementSvg.ts';
import { heatmapImage } from './heatmapImage.ts';
import { sceneFileText } from './openScene.ts';
import { fileName, saveFile } from './saveFile.ts';
import { tensorArchive } from './tensorArchive.ts';

interface OnScreen {
  readonly model: ModelSummary;
  readonly scene: Scene;
  readonly revision: number;
}

function onScreen(): OnScreen | null {
  const { model } = useLab.getState();
  return model && { model, ...useScene.getState() };
}

async function openTensor({ scene, revision }: OnScreen): Promise<TensorReply | null> {
  const { tensor } = useSelection.getState();
  if (tensor !== null) return readTensor(tensor, sceneRequest(scene, revision));
  notify('warning', 'Open a layer first: its tensor is what is saved.');
  return null;
}

/** Runs an export; what goes wrong is said. */
async function said(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    notify('error', `${what} could not be saved. ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function saveScene(): Promise<void> {
  return said('The scene', async () => {
    const text = sceneFileText();
    const shown = onScreen();
    if (text === null || !shown) return;
    saveFile(
      fileName([shown.model.card.id, sceneName(shown.scene)], 'scene.json'),
      [text],
      'application/json',
    );
  });
}

export function saveTensor(side: 'golden' | 'faulty'): Promise<void> {
  return said('The tensor', async () => {
    const shown = onScreen();
    const reply = shown && (await openTensor(shown));
    if (!shown || !reply) return;
    const name = fileName([shown.model.card.id, reply.tensor, side], 'npy');
    saveFile(name, [npyBytes(reply.shape, reply[side])], 'application/octet-stream');
  });
}

export function saveInput(): Promise<void> {
  return said('The input', async () => {
    const shown = onScreen();
    const id = shown?.model.graph.inputs[0];
    if (!shown || id === undefined) return;
    const { shape, golden } = await readTensor(id, sceneRequest(shown.scene, shown.revision));
    saveFile(INPUT_FILE, [npyBytes(shape, golden)], 'application/octet-stream');
  });
}

export function saveAllTensors(): Promise<void> {
  return said('The tensors', async () => {
    const shown = onScreen();
    const sceneFile = sceneFileText();
    if (!shown || sceneFile === null) return;
    notify('info', 'Collecting the tensors.');
    const request = sceneRequest(shown.scene, shown.revision);
    const parts = await tensorArchive({
      graph: shown.model.graph,
      sceneFile,
      read: (tensor) => readTensor(tensor, request),
    });
    saveFile(
      fileName([shown.model.card.id, sceneName(shown.scene), 'tensors'], 'zip'),
      parts,
      'application/zip',
    );
  });
}

export function saveHeatmap(): Promise<void> {
  return said('The heatmap', async () => {
    const shown = onScreen();
    const reply = shown && (await openTensor(shown));
    if (!shown || !reply) return;
    const { model, scene } = shown;
    const { view, site } = useSelection.getState();
    const comparison: Comparison = compare(reply.golden, reply.faulty);
    const canvas = heatmapImage({
      tensor: reply.tensor,
      comparison,
      cuts: cutsOf(reply.shape, tensorRole(model.graph, reply.tensor)),
      site: openSite(site, activeFaults(scene), reply, comparison),
      view,
      scheme: currentColourScheme(),
      facts: [
        model.card.name,
        reply.shape.join('×'),
        inputName(scene, model),
        'scale of the golden tensor',
      ].join(' · '),
      notes: activeFaults(scene),
    });
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The browser made no picture of it.');
    saveFile(fileName([model.card.id, reply.tensor, view], 'png'), [blob], 'image/png');
  });
}

export function saveGraph(): Promise<void> {
  return said('The network', async () => {
    const shown = onScreen();
    const graph = document.querySelector<HTMLElement>('.graph');
    const camera = cameraOnPage();
    if (!shown || !camera || !graph?.parentElement?.checkVisibility()) {
      notify('warning', 'Show the network first: it is saved as it is drawn.');
      return;
    }
    const stopSeeing = camera.seeAll();
    await painted();
    const ground = getComputedStyle(document.body).backgroundColor;
    const scale = camera.camera.scale * zoomOf(graph);
    const { x, y, width, height } = camera.bounds;
    const origin = graph.getBoundingClientRect();
    const svg = elementSvg(graph, {
      area: {
        x: origin.x + x * scale,
        y: origin.y + y * scale,
        width: width * scale,
        height: height * scale,
      },
      scale,
      title: `${shown.model.card.name}, ${inputName(shown.scene, shown.model)}`,
      ground,
    });
    stopSeeing();
    saveFile(
      fileName([shown.model.card.id, sceneName(shown.scene), 'network'], 'svg'),
      [svg],
      'image/svg+xml',
    );
  });
}

/** What React has been told is on the screen, its canvases painted. */
const painted = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

const npyBytes = (shape: readonly number[], values: Float32Array) =>
  writeNpy(shape, values) as Uint8Array<ArrayBuffer>;

const inputName = ({ input }: Scene, { gallery }: ModelSummary): string =>
  input.kind === 'gallery' ? `${gallery?.name ?? 'picture'} ${input.index}` : 'own picture';

/** The first fault names the file; the files hold them all. */
function sceneName(scene: Scene): string {
  const [first, ...more] = activeFaults(scene);
  if (first === undefined) return 'golden';
  return more.length === 0 ? first : `${first}-and-${more.length}-more`;
}
