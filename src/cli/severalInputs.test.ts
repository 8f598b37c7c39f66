import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeNpy } from '#engine/io/npy.ts';
import { useBackend } from '#engine/testing/backends.ts';
import { layersTestModels } from '#engine/testing/models.ts';
import { call, callJson } from './testing/captured.ts';
import type { InjectDocument } from './testing/documents.ts';
import { freshFolder, writeModel } from './testing/writtenModel.ts';

let folder = '';

describe('a model with two inputs and two outputs, without a card', () => {
  let model = '';
  const source = layersTestModels.find(({ name }) => name === 'multi-input-output');
  const inputs = source?.sampleInputs(1) ?? [];

  beforeAll(async () => {
    folder = await freshFolder();
    await useBackend('cpu');
    const built = await source?.build();
    if (built === undefined) throw new Error('the test model is gone');
    model = await writeModel(built);
    built.dispose();
    for (const [i, { shape, values }] of inputs.entries())
      await writeFile(join(folder, `in${i}.npy`), writeNpy(shape, values));
  });

  const given = ['--input', 'sequence=in1.npy', '--input', 'image=in0.npy'];

  it('takes inputs by name and reports all outputs', async () => {
    const { verdict, outputs, golden, faulty, saved } = await callJson<InjectDocument>(
      ['inject', model, ...given, '--fault', 'seen/output[*]:flip(30)', '--save', 'two'],
      { folder },
    );
    expect(outputs.map(({ value }) => value)).toEqual(['classes/output', 'decoder/output']);
    expect([golden, faulty]).toEqual([outputs[0]?.golden, outputs[0]?.faulty]);
    expect(golden[0]?.label).toBe(`class ${golden[0]?.index}`);
    expect(['changed', 'DUE']).toContain(verdict);
    expect(saved).toHaveLength(4);
    expect((await readdir(join(folder, 'two'))).sort()).toEqual([
      'classes.faulty.npy',
      'classes.golden.npy',
      'decoder.faulty.npy',
      'decoder.golden.npy',
    ]);
  });

  it.each<[string, string[]]>([
    [
      'No input is given for sequence; wanted 2 inputs: --input image=SRC --input sequence=SRC, e.g. mnist:7, digit.npy, digit.png or uniform(0,1).',
      ['--input', 'image=in0.npy'],
    ],
    [
      '--input in0.npy names no input of the model; wanted 2 inputs: --input image=SRC --input sequence=SRC.',
      ['--input', 'in0.npy'],
    ],
    [
      'Input mnist:7: this model has no gallery. Give a .npy file or a picture.',
      ['--input', 'image=mnist:7', '--input', 'sequence=in1.npy'],
    ],
    [
      'in0.npy holds float32 [1,8,8,1]; input sequence of the model takes [5,3]: wanted [items,5,3], or [5,3] for one item. Only uint8 pictures are resized: save the levels 0 to 255 as uint8, or resize the array first.',
      ['--input', 'image=in0.npy', '--input', 'sequence=in0.npy'],
    ],
  ])('refuses: %s', async (message, words) => {
    const found = await call(['predict', model, ...words, '--json'], { folder });
    expect(found).toEqual({ status: 2, stdout: '', stderr: `bitflip: ${message}\n` });
  });
});
