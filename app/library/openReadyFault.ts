/** A fault out of a model's card: opens the model if need be, and plays the fault on the picture it was chosen for. */
import { readAddress } from '#app/state/address.ts';
import { printFields } from '#app/state/addressFields.ts';
import { useLab } from '#app/state/lab.ts';
import { switchModel } from '#app/state/labDriver.ts';
import { useScene } from '#app/state/scene.ts';
import type { ReadyFault, ShelfEntry } from './modelShelf.ts';

/** Undo brings the scene before back, within one model; Back does from one to another. */
export async function openReadyFault(entry: ShelfEntry, { fault, picture }: ReadyFault): Promise<void> {
  const input = picture === undefined ? [] : [['i', String(picture)] as const];
  const hash = `#/lab?${printFields([['m', entry.id], ...input, ['f', fault]])}`;
  const { model } = useLab.getState();
  if (model?.card.id === entry.id) useScene.getState().replace(readAddress(hash, model).scene, true);
  else await switchModel(entry, hash);
}
