/**
 * Convolutions that leave out zero inputs, and what goes with them, on the heap of TensorFlow.js' wasm back end. Written in
 * AssemblyScript and compiled by tools/kernels.mjs. All addresses are bytes, all sizes elements; images are
 * [rows, columns, channels], kernels [tap rows, tap columns, channels, outputs], row-major float32.
 *
 * A convolution of TensorFlow.js starts each sum at the bias and adds the products one by one, by tap row, tap column and
 * channel. A product with a zero is a zero, and adding it changes no sum (save one that is -0, which is refused): left out,
 * the sums are the same to the last bit.
 */

/** Outputs that are summed at once: four vectors. */
const BLOCK: i32 = 16;
/** Bytes of the table of shuffles: for each of 16 masks the lanes that it names, moved to the front. */
const TABLE: i32 = 256;
/** Bytes for a block of sums of which not all are wanted. */
const SUMS: i32 = BLOCK * 4;

/** Bytes of scratch that `convolve` needs for images of this size. */
export function scratchBytes(rows: i32, columns: i32, channels: i32): i32 {
  return TABLE + SUMS + startsBytes(rows * columns) + listBytes(rows * columns * channels);
}

function startsBytes(pixels: i32): i32 {
  return (pixels * 4 + 4 + 15) & ~15;
}

/** Two words a value; two vectors are written at once, whatever they hold. */
function listBytes(values: i32): i32 {
  return values * 8 + 32;
}

/**
 * Puts the outputs of a kernel in blocks of 16, one block after the other, the last filled up with zeros; `bias` (0: none)
 * likewise. Needs room for `products` + 1 rows of ceil(outputs / 16) * 16 words, the bias first. 0 where leaving out zeros
 * would change a sum: a weight that is not finite, a bias of -0.
 */
export function pack(kernel: i32, products: i32, outputs: i32, bias: i32, packed: i32): i32 {
  const padded = (outputs + BLOCK - 1) & ~(BLOCK - 1);
  for (let o = 0; o < padded; o++) {
    const word = bias !== 0 && o < outputs ? load<u32>(bias + o * 4) : 0;
    if (word === 0x80000000) return 0;
    store<u32>(packed + o * 4, word);
  }
  let to = packed + padded * 4;
  for (let block = 0; block < padded; block += BLOCK) {
    const width = min(BLOCK, outputs - block);
    for (let k = 0; k < products; k++) {
      const from = kernel + (k * outputs + block) * 4;
      for (let j = 0; j < BLOCK; j++) {
        const word = j < width ? load<u32>(from + j * 4) : 0;
        if ((word & 0x7f800000) === 0x7f800000) return 0;
        store<u32>(to, word);
        to += 4;
      }
    }
  }
  return 1;
}

/** `packed`: as `pack` left it; `top` and `left`: rows and columns of zeros before the image. */
export function convolve(
  x: i32,
  images: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  packed: i32,
  tapRows: i32,
  tapColumns: i32,
  outputs: i32,
  strideRows: i32,
  strideColumns: i32,
  top: i32,
  left: i32,
  outRows: i32,
  outColumns: i32,
  out: i32,
  scratch: i32,
): void {
  fillTable(scratch);
  const sums = scratch + TABLE;
  const starts = sums + SUMS;
  const list = starts + startsBytes(rows * columns);
  const padded = (outputs + BLOCK - 1) & ~(BLOCK - 1);
  const kernel = packed + padded * 4;
  const tapBytes = channels * BLOCK * 4;
  const blockBytes = tapRows * tapColumns * tapBytes;
  for (let image = 0; image < images; image++) {
    listNonZero(x + image * rows * columns * channels * 4, rows, columns, channels, starts, list, scratch);
    for (let block = 0; block < outputs; block += BLOCK) {
      const weights = kernel + (block / BLOCK) * blockBytes;
      const first = packed + block * 4;
      const width = min(BLOCK, outputs - block);
      for (let outRow = 0; outRow < outRows; outRow++) {
        for (let outColumn = 0; outColumn < outColumns; outColumn++) {
          let a = v128.load(first);
          let b = v128.load(first, 16);
          let c = v128.load(first, 32);
          let d = v128.load(first, 48);
          const begin = outColumn * strideColumns - left;
          const from = max(begin, 0) * 4;
          const to = min(begin + tapColumns, columns) * 4;
          for (let tap = 0; tap < tapRows; tap++) {
            const row = outRow * strideRows + tap - top;
            if (row < 0 || row >= rows || from >= to) continue;
            // Offsets count from the first pixel of the row.
            const base = weights + (tap * tapColumns - begin) * tapBytes;
            let at = load<i32>(starts + row * columns * 4 + from);
            const end = load<i32>(starts + row * columns * 4 + to);
            for (; at + 8 < end; at += 16) {
              const w = base + load<i32>(at, 4);
              const value = v128.load32_splat(at);
              const v = base + load<i32>(at, 12);
              const second = v128.load32_splat(at, 8);
              a = f32x4.add(f32x4.add(a, f32x4.mul(value, v128.load(w))), f32x4.mul(second, v128.load(v)));
              b = f32x4.add(
                f32x4.add(b, f32x4.mul(value, v128.load(w, 16))),
                f32x4.mul(second, v128.load(v, 16)),
              );
              c = f32x4.add(
                f32x4.add(c, f32x4.mul(value, v128.load(w, 32))),
                f32x4.mul(second, v128.load(v, 32)),
              );
              d = f32x4.add(
                f32x4.add(d, f32x4.mul(value, v128.load(w, 48))),
                f32x4.mul(second, v128.load(v, 48)),
              );
            }
            if (at < end) {
              const w = base + load<i32>(at, 4);
              const value = v128.load32_splat(at);
              a = f32x4.add(a, f32x4.mul(value, v128.load(w)));
              b = f32x4.add(b, f32x4.mul(value, v128.load(w, 16)));
              c = f32x4.add(c, f32x4.mul(value, v128.load(w, 32)));
              d = f32x4.add(d, f32x4.mul(value, v128.load(w, 48)));
            }
          }
          const there = out + (((image * outRows + outRow) * outColumns + outColumn) * outputs + block) * 4;
          if (width === BLOCK) {
            v128.store(there, a);
            v128.store(there, b, 16);
            v128.store(there, c, 32);
            v128.store(there, d, 48);
            continue;
          }
          v128.store(sums, a);
          v128.store(sums, b, 16);
          v128.store(sums, c, 32);
          v128.store(sums, d, 48);
          memory.copy(there, sums, width * 4);
        }
      }
    }
  }
}

/**
 * The values of an image that are not zero, pixel by pixel, each followed by the bytes of a packed block that lie between the
 * weights of its row's first value and its own. `starts`: where each pixel's begin, and the end.
 */
function listNonZero(
  image: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  starts: i32,
  list: i32,
  table: i32,
): void {
  const whole = channels & ~3;
  const next = i32x4.splat(4 * BLOCK * 4);
  const lanes = i32x4.mul(v128(0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0), i32x4.splat(BLOCK * 4));
  const zero = f32x4.splat(0);
  let at = image;
  let to = list;
  for (let row = 0; row < rows; row++) {
    let offset = 0;
    for (let column = 0; column < columns; column++) {
      store<i32>(starts, to);
      starts += 4;
      let offsets = i32x4.add(lanes, i32x4.splat(offset));
      for (let channel = 0; channel < whole; channel += 4) {
        const four = v128.load(at);
        const mask = i32x4.bitmask(f32x4.ne(four, zero));
        const front = v128.load(table + mask * 16);
        const kept = i8x16.swizzle(four, front);
        const where = i8x16.swizzle(offsets, front);
        v128.store(to, v128.shuffle<i32>(kept, where, 0, 4, 1, 5));
        v128.store(to, v128.shuffle<i32>(kept, where, 2, 6, 3, 7), 16);
        to += popcnt(mask) << 3;
        at += 16;
        offsets = i32x4.add(offsets, next);
      }
      for (let channel = whole; channel < channels; channel++) {
        const value = load<f32>(at);
        store<f32>(to, value);
        store<i32>(to, offset + channel * BLOCK * 4, 4);
        to += value !== 0 ? 8 : 0;
        at += 4;
      }
      offset += channels * BLOCK * 4;
    }
  }
  store<i32>(starts, to);
}

function fillTable(table: i32): void {
  for (let mask = 0; mask < 16; mask++) {
    let to = table + mask * 16;
    for (let lane = 0; lane < 4; lane++) {
      if ((mask & (1 << lane)) === 0) continue;
      for (let byte = 0; byte < 4; byte++) store<u8>(to + byte, lane * 4 + byte);
      to += 4;
    }
  }
}

/** How many of `size` values are zero. */
export function zeros(x: i32, size: i32): i32 {
  const zero = f32x4.splat(0);
  const whole = x + (size & ~3) * 4;
  const end = x + size * 4;
  let count = 0;
  for (; x < whole; x += 16) count += popcnt(i32x4.bitmask(f32x4.eq(v128.load(x), zero)));
  for (; x < end; x += 4) count += load<f32>(x) === 0 ? 1 : 0;
  return count;
}

/** 1 where no value is NaN or infinite. */
export function allFinite(x: i32, size: i32): i32 {
  const exponent = i32x4.splat(0x7f800000);
  const whole = x + (size & ~3) * 4;
  const end = x + size * 4;
  for (; x < whole; x += 16)
    if (v128.any_true(i32x4.eq(v128.and(v128.load(x), exponent), exponent))) return 0;
  for (; x < end; x += 4) if ((load<u32>(x) & 0x7f800000) === 0x7f800000) return 0;
  return 1;
}

/**
 * offset + (x - mean) * scale / deviation, by channel; `channels` a multiple of 4, `deviation` the root of variance plus
 * epsilon. As in TensorFlow.js' own kernel the quotient and the last sum are float64, rounded once.
 */
export function normalize(
  x: i32,
  pixels: i32,
  channels: i32,
  mean: i32,
  scale: i32,
  deviation: i32,
  offset: i32,
  out: i32,
): void {
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let at = 0; at < channels * 4; at += 16) {
      const scaled = f32x4.mul(f32x4.sub(v128.load(x + at), v128.load(mean + at)), v128.load(scale + at));
      const root = v128.load(deviation + at);
      const added = v128.load(offset + at);
      const low = normalizedPair(scaled, root, added);
      const high = normalizedPair(secondPair(scaled), secondPair(root), secondPair(added));
      v128.store(out + at, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
    }
    x += channels * 4;
    out += channels * 4;
  }
}

function normalizedPair(scaled: v128, root: v128, added: v128): v128 {
  const quotient = f64x2.div(f64x2.promote_low_f32x4(scaled), f64x2.promote_low_f32x4(root));
  return f32x4.demote_f64x2_zero(f64x2.add(quotient, f64x2.promote_low_f32x4(added)));
}

function secondPair(four: v128): v128 {
  return v128.shuffle<f32>(four, four, 2, 3, 2, 3);
}
