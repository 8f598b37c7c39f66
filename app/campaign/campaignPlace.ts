/** What a campaign of the model on the screen starts from; its storage plan is the scene's. */
import { useEffect, useMemo } from 'react';
import { modelUrl, readShelf, useShelf } from '#app/library/modelShelf.ts';
import { useLab, useReply } from '#app/state/lab.ts';
import { useOpenModel } from '#app/state/openModel.ts';
import { useScene } from '#app/state/scene.ts';
import type { ModelSource } from '#workers/labApi.ts';
import type { DraftPlace } from './planOfDraft.ts';
import type { PreviewPlace } from './planPreview.ts';

export interface ModelPlace extends DraftPlace, PreviewPlace {
  readonly source: ModelSource;
}

/** Null without a model that has pictures. */
export function useModelPlace(): ModelPlace | null {
  const model = useLab((state) => state.model);
  const entry = useOpenModel((state) => state.entry);
  const storage = useScene((state) => state.scene.storage);
  const reply = useReply();
  // The model that the page starts with stands before the shelf is read.
  const shelf = useShelf((state) => state.entries);
  useEffect(() => void readShelf(), []);
  return useMemo(() => {
    if (model === null || entry === null || model.gallery === null) return null;
    return {
      source: {
        modelUrl: modelUrl(entry.id),
        ...(entry.own && { own: entry.own }),
        ...(entry.dataset && { dataset: entry.dataset }),
      },
      dataset: model.dataset,
      model: entry.id,
      graph: model.graph,
      storage,
      pictures: model.gallery.count,
      heldOut: entry.own ? null : (shelf.find(({ id }) => id === entry.id)?.heldOut ?? null),
      stored: new Map((reply?.storage ?? []).map(({ tensor, format }) => [tensor, format])),
    };
  }, [model, entry, storage, reply, shelf]);
}
