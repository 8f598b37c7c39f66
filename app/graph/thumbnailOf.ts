/** The thumbnail of a node in a reply, found at once however many nodes there are. */
import type { NodeId } from '#engine/graph/modelGraph.ts';
import type { SceneReply, Thumbnail } from '#workers/labApi.ts';

const known = new WeakMap<SceneReply, ReadonlyMap<NodeId, Thumbnail>>();

export function thumbnailOf(reply: SceneReply, node: NodeId): Thumbnail | undefined {
  let entries = known.get(reply);
  if (!entries) {
    entries = new Map(reply.faultyThumbnails.entries.map((entry) => [entry.node, entry]));
    known.set(reply, entries);
  }
  return entries.get(node);
}
