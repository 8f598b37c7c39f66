/**
 * Inputs for a model that comes without any: black, grey, white, two ramps and seeded noise, as grey levels 0..255 that
 * become 0..1; further inputs get random numbers. They show how a fault travels; what the model says to them means nothing.
 */
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { Gallery } from '../io/modelCard.ts';
import { seededDraws } from '../random/seededDraws.ts';
import { inputTargets, knownShape, standardSource } from './inputTargets.ts';
import { madeItem } from './madeTensor.ts';
import { inputShape } from './modelInputs.ts';
import type { OpenedFiles } from './openModel.ts';

type Pattern = (row: number, column: number) => number;

/** Levels 0..1 at a place 0..1 down and across. */
const PATTERNS: readonly (readonly [name: string, Pattern])[] = [
  ['ramp across', (_, column) => column],
  ['ramp down', (row) => row],
  ['black', () => 0],
  ['grey', () => 0.5],
  ['white', () => 1],
];
const NOISES = 3;

export function withPictures(opened: OpenedFiles, graph: ModelGraph): OpenedFiles {
  return opened.gallery === null ? { ...opened, gallery: testPatterns(graph) } : opened;
}

/** Null where the first input is a single number. */
export function testPatterns(graph: ModelGraph): Gallery | null {
  const shape = inputShape(graph);
  if (shape.length === 0) return null;
  const [rows, columns, channels] = pictureShape(shape);
  const size = rows * columns * channels;
  const count = PATTERNS.length + NOISES;
  const pixels = new Uint8Array(count * size);
  PATTERNS.forEach(([, pattern], k) => {
    for (let i = 0; i < size; i++) {
      const place = Math.floor(i / channels);
      const [row, column] = [Math.floor(place / columns), place % columns];
      const level = pattern(row / Math.max(1, rows - 1), column / Math.max(1, columns - 1));
      pixels[k * size + i] = Math.round(level * 255);
    }
  });
  for (let k = 0; k < NOISES; k++) {
    const below = seededDraws(1, k);
    for (let i = 0; i < size; i++) pixels[(PATTERNS.length + k) * size + i] = below(256);
  }
  const [first, ...others] = inputTargets(graph);
  return {
    name: 'test pattern',
    count,
    shape,
    labels: [],
    pixels,
    subtract: 0,
    divideBy: 255,
    // Where words are looked up, levels are the highest word times 0..1.
    ...(first?.whole && { item: (index) => wholeLevels(pixels, index, size, first.vocabulary ?? 2) }),
    further: others.map((target) => {
      const further = knownShape(target);
      const length = further.reduce((product, axis) => product * axis, 1);
      return { shape: further, item: (index: number) => madeItem(standardSource(target), index, length) };
    }),
  };
}

/** Levels 0..255 to whole numbers 0 to `count` - 1. */
function wholeLevels(pixels: Uint8Array, index: number, size: number, count: number): Float32Array {
  const levels = pixels.subarray(index * size, (index + 1) * size);
  return Float32Array.from(levels, (level) => Math.min(count - 1, Math.floor((level / 256) * count)));
}

/** How an input is drawn, [height, width, channels]: pictures as they are, anything else as rows of one channel. */
export function pictureShape(shape: readonly number[]): readonly [number, number, number] {
  const [a = 1, b = 1, c = 1] = shape;
  if (shape.length === 3 && (c === 1 || c === 3)) return [a, b, c];
  const size = shape.reduce((product, length) => product * length, 1);
  const columns = shape.at(-1) as number;
  return [size / columns, columns, 1];
}
