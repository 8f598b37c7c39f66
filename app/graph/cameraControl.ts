/**
 * The camera of the network panel outside React: moving it is one CSS transform, and React hears of it only when other
 * cards come into sight or cards are drawn in another detail.
 */
import {
  type Camera,
  centreOn,
  firstCamera,
  fitAll,
  keepInSight,
  panBy,
  reveal,
  type Size,
  visibleRect,
  zoomAt,
} from './camera.ts';
import { contains, grown, type Rect } from './rect.ts';

/** What is mounted: everything in `rect`, which is larger than the screen; `far`: names only. */
export interface Sight {
  readonly rect: Rect;
  readonly far: boolean;
}

const FAR_BELOW = 0.5;
/** Of the screen, mounted beyond each of its edges. */
const BEYOND = 0.6;
const NOTHING: Rect = { x: 0, y: 0, width: 0, height: 0 };

export class CameraControl {
  camera: Camera = { x: 0, y: 0, scale: 1 };
  sight: Sight = { rect: NOTHING, far: false };
  screen: Size = { width: 0, height: 0 };
  #bounds: Rect = NOTHING;
  /** The person has moved it; it is no longer fitted to the panel. */
  #moved = false;
  readonly #onMove = new Set<(camera: Camera, smooth: boolean) => void>();
  readonly #onSight = new Set<() => void>();

  readonly subscribeSight = (listener: () => void): (() => void) => {
    this.#onSight.add(listener);
    return () => this.#onSight.delete(listener);
  };

  onMove(listener: (camera: Camera, smooth: boolean) => void): () => void {
    this.#onMove.add(listener);
    listener(this.camera, false);
    return () => this.#onMove.delete(listener);
  }

  /** Another panel size or drawing. Fitted anew until the person has moved it or opened a block. */
  setRoom(screen: Size, bounds: Rect, rearranged: boolean): void {
    const first = this.screen.width === 0;
    this.screen = screen;
    this.#bounds = bounds;
    if (screen.width === 0 || screen.height === 0) return;
    const fitted = first || !(this.#moved || rearranged);
    this.#go(fitted ? firstCamera(bounds, screen) : keepInSight(this.camera, bounds, screen), false);
  }

  panBy(x: number, y: number, smooth = false): void {
    this.#move(panBy(this.camera, x, y), smooth);
  }

  /** At a point of the panel; left out: its middle. */
  zoom(factor: number, px = this.screen.width / 2, py = this.screen.height / 2, smooth = false): void {
    this.#move(zoomAt(this.camera, factor, px, py), smooth);
  }

  /** After another arrangement: what is looked at stays, and the panel is no longer fitted. */
  hold(x: number, y: number): void {
    this.#move(panBy(this.camera, x, y), false);
  }

  fit(): void {
    this.#move(fitAll(this.#bounds, this.screen), true);
  }

  centre(rect: Rect): void {
    this.#move(centreOn(this.camera, rect, this.screen), true);
  }

  reveal(rect: Rect, smooth = true): void {
    const next = reveal(this.camera, rect, this.screen);
    if (next.x !== this.camera.x || next.y !== this.camera.y) this.#move(next, smooth);
  }

  /** The whole drawing. */
  get bounds(): Rect {
    return this.#bounds;
  }

  /** Everything is mounted and drawn whole until the returned function is called: for a picture of the whole network. */
  seeAll(): () => void {
    this.#see({ rect: this.#bounds, far: false });
    return () => {
      this.sight = { rect: NOTHING, far: false };
      this.#go(this.camera, false);
    };
  }

  #see(sight: Sight): void {
    this.sight = sight;
    for (const listener of this.#onSight) listener();
  }

  #move(camera: Camera, smooth: boolean): void {
    if (this.screen.width === 0) return;
    this.#moved = true;
    this.#go(keepInSight(camera, this.#bounds, this.screen), smooth);
  }

  #go(camera: Camera, smooth: boolean): void {
    this.camera = camera;
    for (const listener of this.#onMove) listener(camera, smooth);
    const seen = visibleRect(camera, this.screen);
    const far = camera.scale < FAR_BELOW;
    const { rect } = this.sight;
    const tooMuch = rect.width > seen.width * (1 + 2 * BEYOND) * 2;
    if (far === this.sight.far && contains(rect, seen) && !tooMuch) return;
    this.#see({ rect: grown(seen, BEYOND), far });
  }
}

let mounted: CameraControl | null = null;

/** The camera of the panel that is on the page, for commands. */
export const cameraOnPage = (): CameraControl | null => mounted;
export const mountCamera = (control: CameraControl | null): void => {
  mounted = control;
};
