/**
 * Which windows of a max pooling layer a word is in, asked of the layer itself: on a picture of ranks each output names the
 * last place of its window, on the negative picture the first.
 */
import type { Step } from '../../runtime/program.ts';
import type { Bench } from './bench.ts';
import type { Tensor } from './campaign.ts';
import type { GoldenValue } from './goldenWords.ts';

export interface PoolWindows {
  /** Places in the output of one image whose windows hold this element. */
  of(element: number): readonly number[];
}

/** Null where windows are not rectangles over one or two axes. */
export function poolWindows(
  bench: Bench,
  step: Step,
  input: GoldenValue,
  output: GoldenValue,
): PoolWindows | null {
  const { shape } = input;
  const channels = shape.at(-1) as number;
  if (shape.length < 2 || shape.length > 3 || output.shape.at(-1) !== channels) return null;
  const [width, positions] = [shape.at(-2) as number, input.size / channels];
  const last = pooled(bench, step, shape, 1);
  const first = pooled(bench, step, shape, -1);
  if (last.length !== output.size / channels || last.length !== first.length) return null;
  const windows: number[][] = Array.from({ length: positions }, () => []);
  for (let window = 0; window < last.length; window++) {
    const [from, to] = [-(first[window] as number) - 1, (last[window] as number) - 1];
    if (!(from >= 0 && from <= to && to < positions)) return null;
    const [left, right] = [from % width, to % width];
    for (let y = Math.floor(from / width); y <= Math.floor(to / width); y++)
      for (let x = left; x <= right; x++) windows[y * width + x]?.push(window);
  }
  return {
    of: (element) =>
      (windows[Math.floor(element / channels)] ?? []).map(
        (window) => window * channels + (element % channels),
      ),
  };
}

/** The layer on ranks 1, 2, ... of places, times `sign`, in one channel. */
function pooled({ campaign }: Bench, step: Step, shape: readonly number[], sign: 1 | -1): Float32Array {
  const { device } = campaign.place;
  const positions = shape.slice(0, -1).reduce((product, axis) => product * axis, 1);
  const ranks = Float32Array.from({ length: positions }, (_, place) => sign * (place + 1));
  const x = device.upload(new Uint32Array(ranks.buffer), [1, ...shape.slice(0, -1), 1]);
  const [out] = step.run([x], new Map());
  const words = (device.view(out as Tensor) as Int32Array).slice();
  x.dispose();
  (out as Tensor).dispose();
  return new Float32Array(words.buffer);
}
