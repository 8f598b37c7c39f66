/**
 * Every bundled model on its own card: as many parameters as it says, PyTorch's (or QKeras's) logits on the reference
 * pictures and its class for every gallery picture, ready faults that come to what they promise, and the two promises
 * of a resume on a sample of sites. The wide form is bundledModels.sweep.test.ts.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { galleryItem } from '../io/modelCard.ts';
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { useBackend } from '../testing/backends.ts';
import {
  BUNDLED,
  type BundledModel,
  classesOf,
  faultsOn,
  heldOutOf,
  isLarge,
  openBundled,
} from '../testing/bundledModels.ts';
import { expectReferences, frameworkClasses, heldOutClasses } from '../testing/frameworkAnswers.ts';
import { brokenIdentities, brokenResumes } from '../testing/resumeChecks.ts';
import { playScene } from './playScene.ts';
import { prepareFaults } from './prepareFaults.ts';

/** Deep networks take their share in the sweep. */
const MANY_NODES = 30;
/** Parameters up to which thousands of pictures take a second or two. */
const SMALL = 1e5;

describe.each(BUNDLED)('%s', (id) => {
  let device: Device;
  let model: BundledModel;

  beforeAll(async () => {
    device = await useBackend('wasm');
    model = await openBundled(id, device);
  }, 60_000);

  afterAll(() => model.program.dispose());

  test('is what its card says', () => {
    const { card, gallery, program } = model;
    const { graph } = program;
    const parameters = Object.values(graph.parameters).reduce((sum, { count }) => sum + count, 0);
    expect(parameters).toBe(card.parameters);
    expect(graph.values[graph.inputs[0] as string]?.shape).toEqual([null, ...card.inputShape]);
    expect(gallery.shape).toEqual(card.inputShape);
    expect(graph.values[graph.outputs[0] as string]?.shape).toEqual([null, card.labels?.length]);
    expect(Math.max(...gallery.labels)).toBeLessThan(card.labels?.length ?? 0);
  });

  test('gives the reference logits and probabilities', async () => {
    await expectReferences(id, model, device, isLarge(id) ? 2 : 20);
  });

  test.skipIf(isLarge(id))('sees in the gallery what its training framework saw', async () => {
    const wanted = frameworkClasses(id);
    expect(wanted).toHaveLength(model.gallery.count);
    expect(await classesOf(model, device)).toEqual(wanted);
  });

  test('gives every held-out picture the class its framework gave it', async () => {
    const heldOut = await heldOutOf(id, model);
    if (heldOut === null || model.card.parameters === undefined || model.card.parameters > SMALL) return;
    expect(await classesOf(model, device, heldOut)).toEqual(heldOutClasses(id));
  });

  test('its ready faults come to what they promise', async () => {
    const { card, gallery, program, storage } = model;
    const lab = new Laboratory(program, device);
    expect(card.readyFaults.map(({ verdict }) => verdict).toSorted()).toEqual(['DUE', 'SDC', 'masked']);
    let bench = -1;
    for (const { faults, input, verdict, title } of card.readyFaults) {
      if (input !== bench)
        lab.setInputs([{ shape: [1, ...gallery.shape], values: galleryItem(gallery, input) }]);
      bench = input;
      const prepared = prepareFaults(faults, program.graph, 1, storage);
      const scene = await playScene(lab, prepared, { labels: card.labels ?? null, pictures: false, top: 1 });
      expect(scene.verdict, title).toBe(verdict);
    }
    lab.setInputs([]);
  });

  test('resumes are exact on a sample of sites', async () => {
    const { gallery, program, storage } = model;
    const inputs = [{ shape: [1, ...gallery.shape], values: galleryItem(gallery, 1) }];
    const { length } = program.graph.nodes;
    const deep = length > MANY_NODES;
    const share = deep ? { every: length, aloneEvery: 4 * length } : { every: 3, aloneEvery: 6 };
    expect(await brokenIdentities(program, device, inputs, storage, share)).toEqual([]);
    const scenes = faultsOn(model, deep ? 1 : 8, `${id} bundled`).map((fault) => [fault]);
    expect(await brokenResumes(program, device, inputs, scenes, 1e9, storage)).toEqual([]);
  });
});
