/** A model and a reply that were never computed: enough for the panel to draw every card with a picture. */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import type { OpenedModel, SceneReply, Thumbnail } from '#workers/labApi.ts';

const SIDE = 16;
const CHANNELS = 6;

export function openedModel(graph: ModelGraph, number: number): OpenedModel {
  // Only what the panel reads.
  return {
    card: {
      id: `made-up-${number}`,
      name: 'Made up',
      labels: null,
      parameters: 0,
      accuracy: null,
      teaches: '',
    },
    modelHash: `made-up-${number}`,
    graph,
    gallery: null,
    backend: { name: 'cpu', adapter: null, reason: '', tfjsVersion: '', flags: {} },
  } as unknown as OpenedModel;
}

/** Everything downstream of `corruptFrom` is changed, less and less. */
export function replyFor(graph: ModelGraph, revision: number, corruptFrom?: string): SceneReply {
  const reached = new Set<string>(corruptFrom === undefined ? [] : [corruptFrom]);
  for (const node of graph.nodes) {
    if (node.inputs.some((value) => reached.has(graph.values[value]?.node ?? ''))) reached.add(node.id);
  }
  const entries = graph.nodes.map(
    (node, i): Thumbnail => ({
      node: node.id,
      layout: 'image',
      width: SIDE,
      height: SIDE,
      channels: [0, 1, 2, 3, 4, 5],
      changed: Array.from({ length: CHANNELS }, (_, channel) => reached.has(node.id) && channel < 2),
      channelCount: 16,
      lo: 0,
      hi: 1,
      offset: i * SIDE * SIDE * CHANNELS,
    }),
  );
  const buffer = new Uint8Array(graph.nodes.length * SIDE * SIDE * CHANNELS);
  for (let i = 0; i < buffer.length; i++) {
    const channel = Math.floor(i / (SIDE * SIDE));
    buffer[i] =
      ((i % SIDE) * (3 + (channel % 5)) * 3 + (Math.floor(i / SIDE) % SIDE) * (channel % 3) * 5) % 250;
  }
  const observations = graph.nodes.flatMap((node, i) =>
    node.outputs.map((value) => {
      const changed = reached.has(node.id) ? Math.max(1, 1000 - i * 9) : 0;
      return { value, size: 1000, changed, nan: 0, inf: 0, maxAbsDiff: 3, l2: 3, meanRelativeError: 1 };
    }),
  );
  const thumbnails = { buffer, entries };
  return {
    revision,
    observations,
    goldenThumbnails: thumbnails,
    faultyThumbnails: thumbnails,
    faults: corruptFrom === undefined ? [] : [{}],
  } as unknown as SceneReply;
}
