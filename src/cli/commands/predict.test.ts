import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeNpy } from '#engine/io/npy.ts';
import gallery from '../../../public/models/lenet5/gallery.json';
import reference from '../../../public/models/lenet5/reference.json';
import { MODELS_FOLDER } from '../place.ts';
import { call, callJson } from '../testing/captured.ts';
import type { PredictDocument } from '../testing/documents.ts';
import { freshFolder } from '../testing/writtenModel.ts';

const predict = (source: string, ...more: string[]): Promise<PredictDocument> =>
  callJson(['predict', 'lenet5', '--input', source, ...more], { folder });

const SIZE = 28 * 28;
let folder = '';
let pixels = new Uint8Array();

beforeAll(async () => {
  folder = await freshFolder();
  pixels = await readFile(join(MODELS_FOLDER, 'lenet5', 'gallery.bin'));
});

/** Item of the gallery, grey levels. */
const item = (index: number): Uint8Array => pixels.subarray(index * SIZE, (index + 1) * SIZE);

/** Grey picture as opaque RGBA, each pixel `times` times as wide and high. */
function rgba(levels: Uint8Array, times = 1): { width: number; height: number; data: Buffer } {
  const side = 28 * times;
  const data = Buffer.alloc(side * side * 4, 255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      data.fill(
        levels[Math.floor(y / times) * 28 + Math.floor(x / times)] as number,
        (y * side + x) * 4,
        (y * side + x) * 4 + 3,
      );
    }
  }
  return { width: side, height: side, data };
}

async function writePng(name: string, picture: ReturnType<typeof rgba>): Promise<string> {
  const png = new PNG({ width: picture.width, height: picture.height });
  picture.data.copy(png.data);
  await writeFile(join(folder, name), PNG.sync.write(png));
  return name;
}

describe('predict agrees with PyTorch', () => {
  it.each(reference.pairs)('gallery item $item', async ({ item: index, probabilities }) => {
    const { outputs, top, input } = await predict(`mnist:${index}`, '--top', '10');
    const [{ values, shape, value } = { values: [], shape: [], value: '' }] = outputs;
    expect({ value, shape }).toEqual({ value: 'dense_2/output', shape: [1, 10] });
    for (const [k, p] of probabilities.entries())
      expect(Math.abs((values[k] as number) - p)).toBeLessThan(reference.tolerance.absolute);
    const order = probabilities.map((p, k) => [p, k] as const).sort(([a], [b]) => b - a);
    expect(top[0]).toEqual({
      label: String(order[0]?.[1]),
      index: order[0]?.[1],
      score: values[order[0]?.[1] as number],
    });
    expect(top.map(({ score }) => score)).toEqual([...values].sort((a, b) => b - a));
    expect(input).toEqual([
      {
        node: 'input',
        source: `mnist:${index}`,
        shape: [1, 28, 28, 1],
        label: String(gallery.labels[index]),
      },
    ]);
  });
});

describe('predict', () => {
  it('shows the digits 0 to 9 in items 0 to 9', async () => {
    for (let digit = 0; digit < 10; digit++) {
      const { input, top } = await predict(`mnist:${digit}`);
      expect([input[0]?.label, top[0]?.label, top.length]).toEqual([String(digit), String(digit), 5]);
    }
  });

  it('agrees between wasm and cpu', async () => {
    const wasm = await predict('mnist:7');
    const cpu = await predict('mnist:7', '--backend', 'cpu');
    expect([wasm.backend, cpu.backend]).toEqual(['wasm', 'cpu']);
    for (const [k, value] of (cpu.outputs[0]?.values ?? []).entries()) {
      expect(Math.abs(value - (wasm.outputs[0]?.values[k] as number))).toBeLessThan(1e-5);
    }
  });

  it('takes a .npy file with and without batch axis, and input=SRC, to the same words', async () => {
    const values = Float32Array.from(item(3), (level) => level / 255);
    await writeFile(join(folder, 'batch.npy'), writeNpy([1, 28, 28, 1], values));
    await writeFile(join(folder, 'image.npy'), writeNpy([28, 28, 1], values));
    const { outputs } = await predict('mnist:3');
    for (const source of [
      'batch.npy',
      'image.npy',
      'input=image.npy',
      'input=mnist:3',
      join(folder, 'image.npy'),
    ]) {
      expect((await predict(source)).outputs).toEqual(outputs);
    }
  });

  it('takes a PNG of the gallery picture, also three times as large, to the same words', async () => {
    const { outputs } = await predict('mnist:3');
    for (const times of [1, 3]) {
      const picture = await writePng('three.png', rgba(item(3), times));
      expect((await predict(picture, '--prepare', 'area')).outputs).toEqual(outputs);
    }
  });

  it('turns dark on light round with --invert', async () => {
    const dark = await writePng('dark.png', rgba(item(3).map((level) => 255 - level)));
    expect((await predict(dark, '--invert')).outputs).toEqual((await predict('mnist:3')).outputs);
    expect((await predict(dark)).outputs).not.toEqual((await predict('mnist:3')).outputs);
  });

  it('takes a JPEG, whatever its name', async () => {
    await writeFile(join(folder, 'digit.picture'), encode(rgba(item(4), 4), 95).data);
    const { top, input } = await predict('digit.picture');
    expect([top[0]?.label, input[0]?.label]).toEqual(['4', null]);
    expect(top[0]?.score).toBeGreaterThan(0.99);
  });

  it('is a list for people', async () => {
    const { status, stdout, stderr } = await call(['predict', 'lenet5', '--input', 'mnist:7', '--top', '1']);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'LeNet-5, mnist:7 (labelled 7), wasm\n\n7  1\n',
      stderr: '',
    });
  });
});

describe('predict refuses', () => {
  beforeAll(async () => {
    await writeFile(join(folder, 'two.npy'), writeNpy([2, 28, 28, 1], new Float32Array(2 * SIZE)));
    await writeFile(join(folder, 'flat.npy'), writeNpy([784], new Float32Array(SIZE)));
    await writeFile(join(folder, 'cut.npy'), writeNpy([28, 28, 1], new Float32Array(SIZE)).subarray(0, 900));
    await writeFile(join(folder, 'text.png'), 'not a picture');
    await writeFile(
      join(folder, 'cut.png'),
      PNG.sync.write(new PNG({ width: 28, height: 28 })).subarray(0, 60),
    );
    await writeFile(join(folder, 'cut.jpg'), encode(rgba(item(4)), 95).data.subarray(0, 200));
    const huge = PNG.sync.write(new PNG({ width: 1, height: 1 }));
    huge.writeUInt32BE(100_000, 16);
    huge.writeUInt32BE(100_000, 20);
    await writeFile(join(folder, 'huge.png'), huge);
  });

  it.each<[string, string]>([
    ['mnist:200', 'mnist:200: the gallery has items 0 to 199.'],
    ['cifar:2', "Input cifar:2: the model's gallery is called mnist. Wanted mnist:0 to mnist:199."],
    [
      'gone.npy',
      'Input gone.npy could not be read: there is no such file. Wanted a gallery item such as mnist:7, a file of data (.npy, .npz, .csv, IDX, PNG, JPEG, a zip or folder of these) or a tensor such as uniform(0,1).',
    ],
    ['two.npy', 'two.npy holds 2 items; one image per call, wanted two.npy:0 to two.npy:1.'],
    [
      'flat.npy',
      'flat.npy holds float32 [784]; input input of the model takes [28,28,1]: wanted [items,28,28,1], or [28,28,1] for one item.',
    ],
    ['cut.npy', 'cut.npy: the .npy file says shape [28,28,1] (3136 bytes) but holds 772. It may be cut.'],
    ['text.png', 'text.png is neither a PNG nor a JPEG picture. Save it as one of these.'],
    [
      'huge.png',
      'huge.png: the picture has 100000 x 100000 pixels, wanted at most 67108864. Make it smaller first.',
    ],
  ])('%s', async (source, message) => {
    const found = await call(['predict', 'lenet5', '--input', source, '--json'], { folder });
    expect(found).toEqual({ status: 2, stdout: '', stderr: `bitflip: ${message}\n` });
  });

  it.each(['cut.png', 'cut.jpg'])('%s, in one line', async (source) => {
    const { status, stdout, stderr } = await call(['predict', 'lenet5', '--input', source], { folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(
        `^bitflip: ${source}: the (PNG|JPEG) file could not be read \\(.*\\)\\. It may be damaged\\.\n$`,
      ),
    );
  });

  it('one input given twice', async () => {
    const found = await call(['predict', 'lenet5', '--input', 'mnist:1', '--input', 'mnist:2']);
    expect(found.stderr).toBe(
      'bitflip: Input input is given twice; one image per call, wanted --input SRC.\n',
    );
    expect(found.status).toBe(2);
  });
});
