/**
 * A link names a model of somebody's own that this browser does not keep: its files are asked for, and when they are
 * given the link is played.
 */
import { create } from 'zustand';
import { followLink } from '#app/state/addressSync.ts';
import { notify } from '#app/state/notices.ts';

export interface AskedModel {
  /** First 12 hexadecimal digits. */
  readonly id: string;
  readonly hash: string;
}

export const useAskedModel = create<{ readonly asked: AskedModel | null }>(() => ({ asked: null }));

/** Names of bundled models are never taken for ids of files. */
export function askForModel(id: string, hash: string): void {
  if (/^[0-9a-f]{12}$/.test(id)) useAskedModel.setState({ asked: { id, hash } });
}

export const askNoMore = (): void => useAskedModel.setState({ asked: null });

/** Files were opened, as the model of this id: plays the link that waited for it, or says that they are others. */
export async function answerAsked(id: string, name: string): Promise<void> {
  const { asked } = useAskedModel.getState();
  if (asked === null) return;
  if (asked.id !== id) {
    notify(
      'warning',
      `${name} is the model ${id}; the link is for ${asked.id}. It still waits for the right files.`,
    );
    return;
  }
  askNoMore();
  await followLink(asked.hash);
}
