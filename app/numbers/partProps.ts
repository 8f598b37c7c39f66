import type { NumbersScene } from './numbersScene.ts';
import type { NumbersView } from './numbersView.ts';

/** What every part of the page of numbers is given: the scene and what follows from it. */
export interface PartProps {
  readonly scene: NumbersScene;
  readonly view: NumbersView;
}
