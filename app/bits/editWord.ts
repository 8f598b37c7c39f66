/** Edits of one word as edits of the scene's faults, each one entry of the history. */
import { withFlippedBit } from '#app/state/flipFault.ts';
import { switchedOn, useScene } from '#app/state/scene.ts';
import type { OpenWord } from './openWord.ts';
import { hexWord } from './wordText.ts';

const siteOf = ({ tensor, indexText }: OpenWord): string => `${tensor}[${indexText}]`;

/** However many bits. */
export function flipBits(word: OpenWord, bits: readonly number[]): void {
  const { scene, setFaults } = useScene.getState();
  setFaults(bits.reduce((list, bitIndex) => withFlippedBit(list, siteOf(word), bitIndex), scene.faults));
}

/** Whatever this very word had is replaced; a weight set to its golden word has no fault. */
export function setWord(word: OpenWord, next: number): void {
  const { scene, setFaults } = useScene.getState();
  const others = scene.faults.filter(({ text, on }) => !on || !isOwn(text, word));
  const set = switchedOn(`${siteOf(word)}:set(${hexWord(word.model, next)})`);
  setFaults(word.isParameter && next === word.golden ? others : [...others, set]);
}

/** Takes away what faults this very word has. */
export function restoreWord(word: OpenWord): void {
  const { scene, setFaults } = useScene.getState();
  setFaults(scene.faults.filter(({ text, on }) => !on || !isOwn(text, word)));
}

export function hasOwnFaults(word: OpenWord): boolean {
  return useScene.getState().scene.faults.some(({ text, on }) => on && isOwn(text, word));
}

/** Faults that name an image or a format are more than this word as it is shown. */
function isOwn(text: string, word: OpenWord): boolean {
  return text.startsWith(`${siteOf(word)}:`) && !text.includes('@');
}
