/** The pictures of an open model beside the one on the bench: to calibrate with, and to count right answers over. */
import type { Laboratory } from '#engine/runtime/laboratory.ts';
import type { InputTensor } from '#engine/runtime/played.ts';
import { Calibration } from '#engine/scene/calibration.ts';
import { galleryInputs } from '#engine/scene/galleryBatch.ts';
import { GallerySweep } from '#engine/scene/gallerySweep.ts';
import { labelledPictures } from '#engine/scene/heldOut.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { StorageSettler } from '#engine/scene/settleStorage.ts';

export class Pictures {
  readonly #lab: Laboratory;
  readonly #opened: OpenedFiles;
  #calibration: Calibration | null = null;
  #one: { readonly inputs: readonly InputTensor[]; readonly calibration: Calibration } | null = null;
  #settler: { readonly calibration: Calibration; readonly settler: StorageSettler } | null = null;
  #sweep: GallerySweep | null = null;

  constructor(lab: Laboratory, opened: OpenedFiles) {
    this.#lab = lab;
    this.#opened = opened;
  }

  /** Over the gallery; without one over the inputs on the bench. */
  calibration(): Calibration {
    const { gallery } = this.#opened;
    if (gallery === null) return this.onePicture(this.#lab.inputs);
    const { graph } = this.#lab.program;
    this.#calibration ??= this.#calibrationOver(gallery.count, (first, count) =>
      galleryInputs(gallery, graph, first, count),
    );
    return this.#calibration;
  }

  /** Storage plans with their scales fitted to the calibration pictures. */
  settler(): StorageSettler {
    const calibration = this.calibration();
    if (this.#settler?.calibration !== calibration)
      this.#settler = { calibration, settler: new StorageSettler(this.#lab.program.graph, calibration) };
    return this.#settler.settler;
  }

  /** Over these inputs alone. */
  onePicture(inputs: readonly InputTensor[]): Calibration {
    if (this.#one?.inputs !== inputs)
      this.#one = { inputs, calibration: this.#calibrationOver(1, () => inputs) };
    return this.#one.calibration;
  }

  /** Over the held-out pictures if the model has them, else over the gallery. Throws LabError. */
  async sweep(): Promise<GallerySweep> {
    if (this.#sweep !== null) return this.#sweep;
    const { program, device } = this.#lab;
    const { images, pictures } = await labelledPictures(this.#opened);
    this.#sweep = new GallerySweep(program, device, pictures, images);
    return this.#sweep;
  }

  /** Gives back what was computed for sweeps. */
  rest(): void {
    this.#sweep?.rest();
  }

  #calibrationOver(
    count: number,
    batch: (first: number, count: number) => readonly InputTensor[],
  ): Calibration {
    const { program, device } = this.#lab;
    return new Calibration(program, device, { count, batch });
  }
}
