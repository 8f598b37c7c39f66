import { describe, expect, it } from 'vitest';
import {
  type Camera,
  centreOn,
  firstCamera,
  fitAll,
  keepInSight,
  reveal,
  visibleRect,
  zoomAt,
} from './camera.ts';
import { contains, type Rect } from './rect.ts';

const screen = { width: 600, height: 400 };
const small: Rect = { x: -50, y: 0, width: 300, height: 200 };
const tall: Rect = { x: -50, y: 0, width: 300, height: 4000 };
const sees = (camera: Camera, rect: Rect) => contains(visibleRect(camera, screen), rect);
/** Where a point of the drawing is on the screen. */
const onScreen = ({ x, y, scale }: Camera, px: number, py: number) => [px * scale + x, py * scale + y];

describe('the first view', () => {
  it('shows a small network at full size, in the middle', () => {
    const camera = firstCamera(small, screen);
    expect(camera.scale).toBe(1);
    expect(onScreen(camera, -50, 0)[0]).toBe(150);
  });

  it('shows the top of a large one, legible', () => {
    const camera = firstCamera(tall, screen);
    expect(camera.scale).toBeGreaterThanOrEqual(0.75);
    expect(sees(camera, { ...tall, height: 300 })).toBe(true);
  });

  it('has the first lane of a wide one in sight', () => {
    const [x = 0] = onScreen(firstCamera({ x: -5000, y: 0, width: 9000, height: 100 }, screen), 0, 0);
    expect(x).toBe(300);
  });
});

it('fits all of any network', () => {
  for (const bounds of [small, tall, { x: -3000, y: 0, width: 6000, height: 90 }]) {
    expect(sees(fitAll(bounds, screen), bounds)).toBe(true);
  }
});

it('zooms about a point and stops at its limits', () => {
  const camera = { x: 12, y: -7, scale: 0.8 };
  const at = { x: (200 - camera.x) / camera.scale, y: (100 - camera.y) / camera.scale };
  for (const factor of [1.3, 0.5, 1e9, 1e-9]) {
    const next = zoomAt(camera, factor, 200, 100);
    const [x = 0, y = 0] = onScreen(next, at.x, at.y);
    expect([x, y].map(Math.round)).toEqual([200, 100]);
    expect(next.scale).toBeGreaterThan(0.03);
    expect(next.scale).toBeLessThan(4);
  }
});

it('never loses the network', () => {
  for (const x of [-1e6, 0, 1e6]) {
    for (const y of [-1e6, 0, 1e6]) {
      const seen = visibleRect(keepInSight({ x, y, scale: 1 }, small, screen), screen);
      const across = Math.min(seen.x + seen.width, small.x + small.width) - Math.max(seen.x, small.x);
      const down = Math.min(seen.y + seen.height, small.y + small.height) - Math.max(seen.y, small.y);
      expect(Math.min(across, down)).toBeGreaterThanOrEqual(60);
    }
  }
});

it('brings a card into sight and leaves alone what is', () => {
  const camera = firstCamera(tall, screen);
  const far = { x: 0, y: 3000, width: 100, height: 40 };
  expect(sees(camera, far)).toBe(false);
  const there = reveal(camera, far, screen);
  expect(sees(there, far)).toBe(true);
  expect(reveal(there, far, screen)).toEqual(there);
});

it('puts what was looked for in the middle, legible', () => {
  const camera = centreOn({ x: 0, y: 0, scale: 0.1 }, { x: 100, y: 1000, width: 100, height: 40 }, screen);
  expect(onScreen(camera, 150, 1020)).toEqual([300, 200]);
  expect(camera.scale).toBeGreaterThanOrEqual(0.75);
});
