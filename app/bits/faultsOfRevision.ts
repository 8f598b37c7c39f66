/**
 * The active faults of recent scenes by revision. A tensor reply names the revision it was made for; until the next one comes,
 * the word on the screen is that reply plus the flips made since.
 */
import { activeFaults, useScene } from '#app/state/scene.ts';

const KEPT = 64;
const { revision: firstRevision, scene: firstScene } = useScene.getState();
const faultsOf = new Map<number, readonly string[]>([[firstRevision, activeFaults(firstScene)]]);

useScene.subscribe(({ revision, scene }) => {
  faultsOf.set(revision, activeFaults(scene));
  for (const old of faultsOf.keys()) if (old < revision - KEPT) faultsOf.delete(old);
});

/** The scene's active faults at that revision; those of now if it is too long ago. */
export function faultsOfRevision(revision: number): readonly string[] {
  return faultsOf.get(revision) ?? activeFaults(useScene.getState().scene);
}
