/** Ranges, observations and thumbnails on the GPU against those of host memory, over every kind of word. */
import { zeros } from '@tensorflow/tfjs-core';
import type { ThumbnailPlan } from '../../device.ts';
import { observe } from '../../host/observe.ts';
import { rangeOf, thumbnail } from '../../host/probe.ts';
import { planThumbnail } from '../../thumbnail.ts';
import { createWebgpuDevice } from '../device.ts';
import { anyWords, disturbed, smallNumbers } from './randomWords.ts';
import { expectClose, expectEqual, expectWords, type TestCase } from './testCase.ts';

const SIZES = [1, 5, 1023, 1024, 30_011, 400_000];

const asInt32 = (words: Uint32Array): Int32Array =>
  new Int32Array(words.buffer, words.byteOffset, words.length);
const asFloat32 = (words: Uint32Array): Float32Array =>
  new Float32Array(words.buffer, words.byteOffset, words.length);
const wordsOf = (...values: number[]): Uint32Array => new Uint32Array(Float32Array.from(values).buffer);

async function expectObservation(what: string, golden: Uint32Array, faulty: Uint32Array): Promise<void> {
  const device = createWebgpuDevice();
  const g = device.upload(golden, [golden.length]);
  const f = device.upload(faulty, [faulty.length]);
  const probe = device.probe();
  probe.observe(what, g, f);
  const reading = probe.read();
  g.dispose();
  f.dispose();
  const got = (await reading).observations.get(what);
  const expected = observe(asInt32(golden), asInt32(faulty));
  for (const key of ['size', 'changed', 'nan', 'inf'] as const)
    expectEqual(`${what}: ${key}`, got?.[key], expected[key]);
  for (const key of ['maxAbsDiff', 'l2', 'meanRelativeError'] as const)
    expectClose(`${what}: ${key}`, got?.[key] as number, expected[key]);
}

/** Buffers of disposed tensors are used again; what was asked before must not see that. */
async function expectEarlyDisposal(size: number): Promise<void> {
  const device = createWebgpuDevice();
  const first = anyWords(size, 1);
  const probe = device.probe();
  const x = device.upload(first, [size]);
  const patched = device.patch(x, {
    indices: Int32Array.of(0),
    and: Int32Array.of(-1),
    xor: Int32Array.of(1),
  });
  x.dispose();
  probe.whole('patched', patched);
  probe.gather('head', patched, Int32Array.of(0, 1));
  patched.dispose();
  const others = [2, 3, 4].map((seed) => device.upload(anyWords(size, seed), [size]));
  const copies = others.map((other) =>
    device.patch(other, { indices: Int32Array.of(1), and: Int32Array.of(0), xor: Int32Array.of(7) }),
  );
  const { words } = await probe.read();
  const expected = first.slice();
  expected[0] = (expected[0] as number) ^ 1;
  expectWords('disposed before it was read', words.get('patched') as Uint32Array, expected);
  expectWords('gathered before that', words.get('head') as Uint32Array, expected.slice(0, 2));
  for (const other of [...others, ...copies]) other.dispose();
}

interface Picture {
  readonly what: string;
  readonly shape: readonly number[];
  readonly plan: ThumbnailPlan;
  /** One word in so many is faulty; 0: none. */
  readonly every: number;
}

const planned = (shape: readonly number[], every: number): Picture => ({
  what: `[${shape.join(', ')}], 1 in ${every} faulty`,
  shape,
  plan: planThumbnail(shape, -1, 1),
  every,
});

const PICTURES: readonly Picture[] = [
  planned([1, 8, 8, 6], 50),
  planned([1, 8, 8, 6], 0),
  planned([3, 12, 12, 16], 400),
  planned([1, 56, 56, 24], 9),
  planned([1, 4, 4, 300], 700),
  planned([1, 10], 3),
  planned([2, 120], 5),
  planned([1, 97], 20),
  planned([1, 5003], 100),
  planned([1, 25, 80], 100),
  planned([1, 60, 70], 1),
  {
    what: 'blocks over the edge',
    shape: [1, 5, 7, 3],
    plan: { height: 5, width: 7, channels: 3, tiles: 2, block: 3, lo: 0, hi: 2 },
    every: 12,
  },
];

async function expectThumbnail({ what, shape, plan, every }: Picture): Promise<void> {
  const device = createWebgpuDevice();
  const size = shape.reduce((product, n) => product * n, 1);
  // Mostly ordinary numbers: of all bit patterns nearly every block would hold something huge.
  const golden = disturbed(new Uint32Array(smallNumbers(size, 11).buffer), 97, 12);
  const faulty = every === 0 ? golden : disturbed(golden, every, 13);
  const g = device.upload(golden, shape);
  const f = device.upload(faulty, shape);
  const probe = device.probe();
  probe.thumbnail(what, g, f, plan);
  const reading = probe.read();
  g.dispose();
  f.dispose();
  const got = (await reading).thumbnails.get(what);
  const item = size / (shape[0] as number);
  const expected = thumbnail(asInt32(golden.slice(0, item)), asInt32(faulty.slice(0, item)), plan);
  expectEqual(`${what}: channels`, got?.channels, expected.channels);
  expectEqual(`${what}: changed`, got?.changed, expected.changed);
  expectEqual(`${what}: golden`, [...(got?.golden ?? [])], [...expected.golden]);
  expectEqual(`${what}: faulty`, [...(got?.faulty ?? [])], [...expected.faulty]);
}

export const probeCases: readonly TestCase[] = [
  { name: 'tensors may go as soon as they were asked about', run: () => expectEarlyDisposal(1000) },
  {
    name: 'ranges, one read-back for all',
    async run() {
      const device = createWebgpuDevice();
      const probe = device.probe();
      const inputs = [
        ...SIZES.map((size) => anyWords(size, size)),
        wordsOf(Number.NaN, Number.NEGATIVE_INFINITY),
        wordsOf(-3, 1e-45, -1e-45),
      ];
      const tensors = inputs.map((words) => device.upload(words, [words.length]));
      for (const [i, x] of tensors.entries()) probe.range(String(i), x);
      const reading = probe.read();
      for (const x of tensors) x.dispose();
      const { ranges } = await reading;
      for (const [i, words] of inputs.entries()) {
        expectEqual(`range ${i}`, ranges.get(String(i)), rangeOf(asFloat32(words)));
      }
    },
  },
  {
    name: 'observations of random words',
    async run() {
      for (const size of SIZES) {
        const golden = anyWords(size, size + 1);
        await expectObservation(`${size} words, few faulty`, golden, disturbed(golden, 40, size));
        await expectObservation(`${size} words, all faulty`, golden, anyWords(size, size + 2));
      }
    },
  },
  {
    name: 'observations at the ends of float32',
    async run() {
      const huge = 3.4028234663852886e38;
      await expectObservation('huge', wordsOf(huge, -huge, 1), wordsOf(-huge, huge, 1));
      await expectObservation(
        'subnormal',
        wordsOf(0, 1e-45, 3e-45, -1e-39),
        wordsOf(1e-45, 0, -1e-45, 1e-39),
      );
      await expectObservation('huge ratio', wordsOf(1e-45, 1, 2), wordsOf(huge, 1, 2));
      await expectObservation(
        'cancellation',
        wordsOf(1, 1.5, 16777216),
        wordsOf(1.0000001192092896, 1.5, 16777215),
      );
      await expectObservation('zeros of both signs', wordsOf(0, -0, 0), wordsOf(-0, 0, 0));
      await expectObservation(
        'NaN against NaN',
        Uint32Array.of(0x7fc00000, 0x7f800001, 0x7fc00000),
        Uint32Array.of(0xffc12345, 0x7fc00000, 0),
      );
      await expectObservation(
        'infinities',
        wordsOf(Infinity, 1, -Infinity, 2),
        wordsOf(Infinity, Infinity, Infinity, Number.NaN),
      );
    },
  },
  {
    name: 'thumbnails',
    async run() {
      for (const picture of PICTURES) await expectThumbnail(picture);
    },
  },
  {
    name: 'words at indices and whole tensors, on host or GPU, in one read-back; empty tensors and probes',
    async run() {
      const device = createWebgpuDevice();
      const words = anyWords(5000, 8);
      const indices = Int32Array.from({ length: 4096 }, (_, i) => (i * 37) % 5000);
      const x = device.upload(words, [50, 100]);
      const onHost = zeros([3]);
      const empty = zeros([0, 4]);
      const probe = device.probe();
      probe.gather('some', x, indices);
      probe.gather('one', x, Int32Array.of(4999));
      probe.whole('all', x);
      probe.whole('host', onHost);
      probe.whole('empty', empty);
      probe.range('empty', empty);
      probe.observe('empty', empty, empty);
      const reading = probe.read();
      for (const t of [x, onHost, empty]) t.dispose();
      const answers = await reading;
      expectWords(
        'some',
        answers.words.get('some'),
        Uint32Array.from(indices, (i) => words[i] as number),
      );
      expectWords('one', answers.words.get('one'), words.slice(4999));
      expectWords('all', answers.words.get('all'), words);
      expectWords('host', answers.words.get('host'), new Uint32Array(3));
      expectWords('empty', answers.words.get('empty'), new Uint32Array(0));
      expectEqual('empty range', answers.ranges.get('empty'), { min: 0, max: 0, nan: 0, inf: 0 });
      expectEqual('empty observation', answers.observations.get('empty')?.changed, 0);
      expectEqual('empty probe', (await device.probe().read()).words.size, 0);
    },
  },
];
