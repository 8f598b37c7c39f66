/** A fault out of a model's card: opens the model if need be, and plays the fault on the picture it was chosen for. */
import { playReadyFault } from '#app/faults/faultActions.ts';
import { printFields } from '#app/state/addressFields.ts';
import { useLab } from '#app/state/lab.ts';
import { switchModel } from '#app/state/labDriver.ts';
import { printStorage } from '#app/state/storageField.ts';
import type { ReadyFault } from '#workers/labApi.ts';
import type { ShelfEntry } from './modelShelf.ts';

/** Undo brings the scene before back, within one model; Back does from one to another. */
export async function openReadyFault(entry: ShelfEntry, ready: ReadyFault): Promise<void> {
  if (useLab.getState().model?.card.id === entry.id) playReadyFault(ready);
  else await switchModel(entry, addressOf(entry, ready));
}

/** The model's graph is not there yet: the address says what is to be shown. */
export function addressOf(
  { id, storage: standard }: Pick<ShelfEntry, 'id' | 'storage'>,
  { input, faults, storage }: ReadyFault,
): string {
  const fields = printFields([
    ['m', id],
    ['i', String(input)],
    ...placeOf(faults[0] ?? ''),
    ...printStorage(storage, standard),
    ['f', faults.join(';')],
  ]);
  return `#/lab?${fields}`;
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
