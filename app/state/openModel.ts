/** Which model stands on the screen and which is on its way there: one at a time. */
import { create } from 'zustand';
import { modelUrl, type ShelfEntry } from '#app/library/modelShelf.ts';
import type { BackendChoice, OpenedModel, Progress } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { backendMemory } from './backendMemory.ts';
import { rememberImport } from './imports.ts';

export interface OpenModelState {
  /** On the screen; null until the first one stands. */
  readonly entry: ShelfEntry | null;
  readonly opening: { readonly entry: ShelfEntry; readonly progress: Progress | null } | null;
  /**
   * The worker already holds a model that is not the one on the screen: nothing may be asked for the one that is.
   */
  readonly arriving: boolean;
  /** Counts the models that the worker has held: an answer to a question of an earlier one is stale. */
  readonly epoch: number;
}

export const useOpenModel = create<OpenModelState>(() => ({
  entry: null,
  opening: null,
  arriving: false,
  epoch: 0,
}));

let giveUp: AbortController | null = null;

/** What the person can cancel from now on. */
export function cancellable(): AbortSignal {
  giveUp?.abort();
  giveUp = new AbortController();
  return giveUp.signal;
}

/** Opens a model in the worker; LabError `cancelled` where `signal` came in time. */
export async function openInWorker(
  client: LabClient,
  entry: ShelfEntry,
  backend: BackendChoice,
  signal?: AbortSignal,
): Promise<OpenedModel> {
  const tell = (progress: Progress | null) => {
    if (!signal?.aborted) useOpenModel.setState({ opening: { entry, progress } });
  };
  tell(null);
  const url = modelUrl(entry.id);
  try {
    const remembered = backendMemory.recall(url);
    const opened = await client.open(
      {
        modelUrl: url,
        backend,
        remembered,
        ...(entry.own && { own: entry.own }),
        ...(entry.dataset && { dataset: entry.dataset }),
      },
      tell,
      signal,
    );
    if (opened.importSummary !== null) rememberImport(entry.name, opened.importSummary);
    if (backend === 'auto') backendMemory.remember(url, opened.backend);
    useOpenModel.setState(({ epoch }) => ({ epoch: epoch + 1, arriving: true }));
    return opened;
  } catch (error) {
    useOpenModel.setState({ opening: null });
    throw error;
  }
}

/** The model that the worker holds is the one on the screen. */
export function settleModel(entry: ShelfEntry): void {
  useOpenModel.setState({ entry, opening: null, arriving: false });
}

/** The model before stays. No harm where nothing is on its way. */
export function cancelOpening(): void {
  giveUp?.abort();
  useOpenModel.setState({ opening: null });
}
