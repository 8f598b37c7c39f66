import { expect, it } from 'vitest';
import { FIRST_SCENE, type Scene, switchedOn } from '#app/state/scene.ts';
import { sceneStep } from './sceneStep.ts';

const [a, b, c] = ['a/k[0]:zero', 'b/k[0]:zero', 'c/k[0]:zero'] as const;
const scene = (...faults: readonly string[]): Scene => ({ ...FIRST_SCENE, faults: faults.map(switchedOn) });
const off: Scene = { ...FIRST_SCENE, faults: [{ text: a, on: false }] };
const picture: Scene = { ...FIRST_SCENE, input: { kind: 'gallery', index: 3 } };
const drawn: Scene = { ...FIRST_SCENE, input: { kind: 'pixels', values: new Float32Array(4) } };
const stored: Scene = { ...FIRST_SCENE, storage: ['a/k=float16'] };

it.each([
  [null, scene(), 'Start with picture 7'],
  [null, scene(a, b), 'Start with picture 7 and 2 faults'],
  [scene(), picture, 'Picture 3'],
  [scene(), drawn, 'A picture of your own'],
  [scene(), scene(a), `Added ${a}`],
  [scene(), scene(a, b), 'Added 2 faults'],
  [scene(a, b), scene(b), `Removed ${a}`],
  [scene(a), scene(), `Removed ${a}`],
  [scene(a, b), scene(), 'Removed all faults'],
  [scene(a, a), scene(a), `Removed ${a}`],
  [scene(a), off, `Switched off ${a}`],
  [off, scene(a), `Switched on ${a}`],
  [scene(a), scene(b), `Changed to ${b}`],
  [scene(a, b, c), scene(b, a, c), `Moved ${b}`],
  [scene(a, b), scene(c), 'Other faults'],
  [scene(), stored, 'Stored a/k as float16'],
  [stored, scene(), 'Stored a/k as it was'],
  [scene(), { ...picture, faults: [switchedOn(a)] }, `Picture 3, added ${a}`],
  [scene(a), { ...picture, storage: ['a/k=float16'] }, 'Another scene'],
])('from %j to %j: %s', (before, after, words) => {
  expect(sceneStep(before, after)).toBe(words);
});
