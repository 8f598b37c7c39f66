/** A fault out of a model's card: opens the model if need be, and plays the fault on the picture it was chosen for. */
import { readAddress } from '#app/state/address.ts';
import { printFields } from '#app/state/addressFields.ts';
import { useLab } from '#app/state/lab.ts';
import { switchModel } from '#app/state/labDriver.ts';
import { useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import type { ReadyFault, ShelfEntry } from './modelShelf.ts';

/** Undo brings the scene before back, within one model; Back does from one to another. */
export async function openReadyFault(entry: ShelfEntry, { fault, picture }: ReadyFault): Promise<void> {
  const hash = `#/lab?${printFields([
    ['m', entry.id],
    ...(picture === undefined ? [] : [['i', String(picture)] as const]),
    ...placeOf(fault),
    ['f', fault],
  ])}`;
  const { model } = useLab.getState();
  if (model?.card.id !== entry.id) {
    await switchModel(entry, hash);
    return;
  }
  const { scene, selection } = readAddress(hash, model);
  useScene.getState().replace(scene, true);
  useSelection.getState().restore(selection);
}

/** The word that the first fault names, as the address opens it: `dense/kernel[3,4]:flip(30)` is `t=dense/kernel&w=3,4`. */
function placeOf(fault: string): readonly (readonly [key: string, value: string])[] {
  const [, tensor, index] = /^([^[]+)\[([\d,]+)\]/.exec(fault) ?? [];
  return tensor === undefined || index === undefined
    ? []
    : [
        ['t', tensor],
        ['w', index],
      ];
}
