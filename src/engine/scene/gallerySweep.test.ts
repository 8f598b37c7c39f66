import { expect, test } from 'vitest';
import { readGallery } from '../io/modelCard.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { useBackend } from '../testing/backends.ts';
import { openLenet, readLenet } from '../testing/subjects.ts';
import { Calibration } from './calibration.ts';
import { galleryBatch } from './galleryBatch.ts';
import { GallerySweep } from './gallerySweep.ts';
import { prepareFaults } from './prepareFaults.ts';

async function lenet() {
  const device = await useBackend('wasm');
  const opened = await openLenet();
  return { device, opened, program: await loadProgram(opened.files) };
}

test('LeNet-5 gets as many held-out digits right as its card says (counted by PyTorch); a fault of zero bits none less', async () => {
  const { device, opened, program } = await lenet();
  const heldOut = await readGallery('heldout.json', readLenet);
  const sweep = new GallerySweep(program, device, heldOut, 'held-out');
  const corruption = (batchSize: number) =>
    prepareFaults(['conv2d_1/kernel[0,0,0,0]:flip()'], program.graph, batchSize).corruption;
  let so = sweep.nothingYet();
  for (let k = 0; k < sweep.steps; k++) so = await sweep.step(so, k, corruption);
  const wanted = opened.card?.accuracy?.heldOut;
  expect(so).toMatchObject({ images: 'held-out', done: 1500, total: wanted?.total });
  expect([so.goldenCorrect, so.storedCorrect, so.faultyCorrect]).toEqual([
    wanted?.correct,
    wanted?.correct,
    wanted?.correct,
  ]);
  expect(so.verdicts).toEqual({ DUE: 0, SDC: 0, masked: 1500, benign: 0, changed: 0 });
  sweep.rest();
  program.dispose();
});

test('a NaN among the scores makes every answer DUE, and the plain model is as right as before', async () => {
  const { device, opened, program } = await lenet();
  const gallery = opened.gallery as NonNullable<typeof opened.gallery>;
  const sweep = new GallerySweep(program, device, gallery, 'gallery');
  let so = sweep.nothingYet();
  so = await sweep.step(
    so,
    0,
    (batchSize) => prepareFaults(['dense_2/bias[3]:set(nan)'], program.graph, batchSize).corruption,
  );
  expect(so.done).toBeGreaterThan(0);
  expect(so.verdicts.DUE).toBe(so.done);
  expect(so.storedCorrect).toBe(so.goldenCorrect);
  sweep.rest();
  program.dispose();
});

test('calibration gives a value over all pictures, in their order, and a parameter once', async () => {
  const { device, opened, program } = await lenet();
  const gallery = opened.gallery as NonNullable<typeof opened.gallery>;
  const calibration = new Calibration(program, device, {
    count: 45,
    batch: (first, count) => [galleryBatch(gallery, first, count)],
  });
  const found = await calibration.values(['input/output', 'dense_2/output', 'dense_2/bias']);
  expect(found.get('input/output')?.shape).toEqual([45, 28, 28, 1]);
  expect(found.get('input/output')?.values).toEqual(galleryBatch(gallery, 0, 45).values);
  expect(found.get('dense_2/output')?.values.length).toBe(450);
  expect(found.get('dense_2/bias')?.shape).toEqual([10]);
  program.dispose();
});
