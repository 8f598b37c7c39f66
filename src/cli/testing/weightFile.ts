/** Words of LeNet-5's parameters, straight from its weight file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import model from '../../../public/models/lenet5/model.json';
import { MODELS_FOLDER } from '../place.ts';

const bytes = readFileSync(join(MODELS_FOLDER, 'lenet5', 'weights.bin'));
const weights = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Unsigned word of a parameter: parameters lie one after the other in the order of the manifest. */
export function word(parameter: string, ...coordinates: number[]): number {
  let at = 0;
  for (const { name, shape } of model.weightsManifest.flatMap((group) => group.weights)) {
    if (name === parameter)
      return weights.getUint32(
        4 * (at + coordinates.reduce((flat, c, axis) => flat * (shape[axis] as number) + c, 0)),
        true,
      );
    at += shape.reduce((product, size) => product * size, 1);
  }
  throw new Error(`no ${parameter}`);
}
