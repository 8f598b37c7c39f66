/**
 * LeNet-5 in double precision and plain loops, for checks that owe nothing to the runtime: convolution 5x5 with zeros
 * around it, ReLU, pooling, convolution, ReLU, pooling, three dense layers. Logits, before softmax.
 */
export type Weights = ReadonlyMap<string, Float64Array>;

/** `image`: 28 x 28. */
export function lenetLogits(weights: Weights, image: Float64Array): number[] {
  const get = (name: string) => weights.get(name) as Float64Array;
  const first = convolved(image, [28, 28, 1], 2, get('conv2d/kernel'), get('conv2d/bias'));
  const second = convolved(
    pooled(first, [28, 28, 6]),
    [14, 14, 6],
    0,
    get('conv2d_1/kernel'),
    get('conv2d_1/bias'),
  );
  const flat = pooled(second, [10, 10, 16]);
  const third = dense(flat, get('dense/kernel'), get('dense/bias')).map(relu);
  const fourth = dense(third, get('dense_1/kernel'), get('dense_1/bias')).map(relu);
  return [...dense(fourth, get('dense_2/kernel'), get('dense_2/bias'))];
}

const SIZE = 5;
const relu = (x: number): number => (x > 0 ? x : 0);

/** ReLU included. Kernel [5, 5, in, out]; `around`: zeros on each side. */
function convolved(
  x: Float64Array,
  [height, width, depth]: readonly [number, number, number],
  around: number,
  kernel: Float64Array,
  bias: Float64Array,
): Float64Array {
  const channels = bias.length;
  const [rows, columns] = [height + 2 * around - SIZE + 1, width + 2 * around - SIZE + 1];
  const y = new Float64Array(rows * columns * channels);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++)
      for (let o = 0; o < channels; o++) {
        let sum = bias[o] as number;
        for (let i = 0; i < SIZE; i++)
          for (let j = 0; j < SIZE; j++) {
            const [row, column] = [r + i - around, c + j - around];
            if (row < 0 || column < 0 || row >= height || column >= width) continue;
            for (let d = 0; d < depth; d++)
              sum +=
                (x[(row * width + column) * depth + d] as number) *
                (kernel[((i * SIZE + j) * depth + d) * channels + o] as number);
          }
        y[(r * columns + c) * channels + o] = relu(sum);
      }
  return y;
}

/** The largest of each 2 x 2. */
function pooled(x: Float64Array, [height, width, depth]: readonly [number, number, number]): Float64Array {
  const y = new Float64Array((height / 2) * (width / 2) * depth).fill(Number.NEGATIVE_INFINITY);
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++)
      for (let d = 0; d < depth; d++) {
        const at = ((r >> 1) * (width / 2) + (c >> 1)) * depth + d;
        y[at] = Math.max(y[at] as number, x[(r * width + c) * depth + d] as number);
      }
  return y;
}

function dense(x: Float64Array, kernel: Float64Array, bias: Float64Array): Float64Array {
  return bias.map((start, o) =>
    x.reduce((sum, value, i) => sum + value * (kernel[i * bias.length + o] as number), start),
  );
}
