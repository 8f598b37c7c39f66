/**
 * The screen before the engine is there: the first model with the golden result that was made with the page. What a
 * person does meanwhile waits in the scene; the engine then gives the same picture and takes over.
 */
import type { ShelfEntry } from '#app/library/modelShelf.ts';
import type { FirstPaint } from '#workers/firstPaint.ts';
import { followAddress, type OpenAsked } from './addressSync.ts';
import { acceptModel, acceptReply, setStatus } from './lab.ts';
import { useOpenModel } from './openModel.ts';
import { activeFaults, useScene } from './scene.ts';
import { openFirstLayer } from './selection.ts';
import { lendTensor } from './tensors.ts';

/**
 * Reads the address, for a link that names the first model or none. Faults of the link are still to come: the reply is
 * then one revision behind, as while any scene runs. A scene of another picture or storage has nothing to show yet.
 */
export function paintFirst(entry: ShelfEntry, paint: FirstPaint, openAsked: OpenAsked): void {
  acceptModel(paint.opened, paint.index);
  useOpenModel.setState({ entry });
  followAddress(openAsked);
  openFirstLayer(paint.opened.graph);
  const { scene, revision } = useScene.getState();
  const { input, storage } = scene;
  if (input.kind !== 'gallery' || input.index !== paint.index || storage.length > 0) return;
  const painted = activeFaults(scene).length === 0 ? revision : revision - 1;
  acceptReply({ ...paint.reply, revision: painted });
  lendTensor({ ...paint.tensor, revision: painted });
  setStatus({ kind: 'loading' });
}
