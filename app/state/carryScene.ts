/**
 * What of a scene can be kept in another model: the same picture where the other gallery has it, a drawing where it
 * takes one, every fault whose site is there as well, the layer and the word that are open, the view.
 */

import { FIRST_INPUT_INDEX } from '#workers/firstInput.ts';
import type { GalleryReport, OpenedModel, SceneInput } from '#workers/labApi.ts';
import { printAddress, type ReadAddress, readAddress } from './address.ts';
import { galleryPicture, type ModelSummary, summaryOf } from './lab.ts';
import type { Scene } from './scene.ts';
import type { Selection } from './selection.ts';

export function carryScene(
  scene: Scene,
  selection: Selection,
  from: ModelSummary,
  to: OpenedModel,
): Pick<ReadAddress, 'scene' | 'selection'> {
  const same = from.dataset !== null && from.dataset.id === to.dataset?.id;
  const input = same ? scene.input : carryInput(scene.input, to.gallery);
  const carried = readAddress(printAddress({ ...scene, input }, selection, from), summaryOf(to));
  return { scene: carried.scene, selection: carried.selection };
}

function carryInput(input: SceneInput, gallery: GalleryReport | null): SceneInput {
  if (input.kind !== 'gallery') return input;
  const picture = galleryPicture(input.index);
  const same = picture && gallery ? indexOfPicture(picture, input.index, gallery) : null;
  return { kind: 'gallery', index: same ?? FIRST_INPUT_INDEX };
}

/** Where the gallery has these very pixels, `guess` first. */
export function indexOfPicture(picture: Uint8Array, guess: number, gallery: GalleryReport): number | null {
  const size = gallery.shape.reduce((product, n) => product * n, 1);
  if (size !== picture.length) return null;
  const same = (index: number) => picture.every((pixel, i) => pixel === gallery.pixels[index * size + i]);
  for (const index of [guess, ...Array(gallery.count).keys()])
    if (index < gallery.count && same(index)) return index;
  return null;
}
