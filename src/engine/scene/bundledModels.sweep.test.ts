/**
 * The wide form of bundledModels.test.ts, run by `npm run test:full`: every reference on wasm and cpu, the class of every
 * held-out picture, a fault of zero bits at every tensor, and random faults against full runs (DESIGN 4.2).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { galleryItem } from '../io/modelCard.ts';
import type { Device } from '../runtime/device.ts';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
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

describe.each(TESTED_BACKENDS)('on %s', (backend) => {
  describe.each(BUNDLED)('%s', (id) => {
    let device: Device;
    let model: BundledModel;

    beforeAll(async () => {
      device = await useBackend(backend);
      model = await openBundled(id, device);
    });

    afterAll(() => model.program.dispose());

    test('gives the reference logits and probabilities', async () => {
      await expectReferences(id, model, device, isLarge(id) && backend === 'cpu' ? 1 : 100);
    });

    test.skipIf(backend === 'cpu' && isLarge(id))('sees in the gallery what its framework saw', async () => {
      expect(await classesOf(model, device)).toEqual(frameworkClasses(id));
    });

    test.skipIf(backend === 'cpu')('gives the class of every bundled held-out picture', async () => {
      const heldOut = await heldOutOf(id, model);
      if (heldOut === null) return;
      expect(await classesOf(model, device, heldOut)).toEqual(heldOutClasses(id));
    });

    // Every site of every tensor in one fault, and three of each tensor alone: see brokenIdentities.
    test.skipIf(backend === 'cpu' && isLarge(id))('a fault of zero bits is the identity', async () => {
      const share = { every: 1, aloneEvery: isLarge(id) ? 10 : 1 };
      const { program, storage } = model;
      expect(await brokenIdentities(program, device, onePicture(model), storage, share)).toEqual([]);
    });

    test.skipIf(backend === 'cpu' && isLarge(id))('resume equals a full run', async () => {
      const scenes = faultsOn(model, isLarge(id) ? 10 : 50, `${id} sweep`).map((fault) => [fault]);
      expect(
        await brokenResumes(model.program, device, onePicture(model), scenes, 1e9, model.storage),
      ).toEqual([]);
    });
  });
});

const onePicture = ({ gallery }: BundledModel) => [
  { shape: [1, ...gallery.shape], values: galleryItem(gallery, 2) },
];
