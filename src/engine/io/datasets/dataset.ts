/**
 * A dataset as its files say it, before it is made to fit a model: arrays of numbers or pictures, labels, class names,
 * and what was recognised on the way.
 */

export interface NumberItems {
  readonly kind: 'numbers';
  /** The whole array; its first axis counts items, unless the array is one item. */
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
  /** As it stands in the file. uint8 numbers are levels of a picture, all others are taken as they are. */
  readonly dtype: string;
}

export interface PictureFile {
  readonly path: string;
  /** PNG or JPEG. */
  readonly bytes: Uint8Array;
}

export interface PictureItems {
  readonly kind: 'pictures';
  readonly pictures: readonly PictureFile[];
}

export interface DatasetPart {
  /** Name of the array in an archive; null where there is only one. */
  readonly name: string | null;
  readonly items: NumberItems | PictureItems;
}

export interface Dataset {
  readonly name: string;
  /** `IDX file, uint8 [10000,28,28]`. */
  readonly recognised: string;
  /** One, or several arrays of an .npz for several inputs. */
  readonly parts: readonly DatasetPart[];
  /** By item; a class's number or its name. Null where the files have none. */
  readonly labels: readonly (number | string)[] | null;
  readonly classNames: readonly string[] | null;
  /** One plain sentence each: what was chosen where the files left a choice. */
  readonly notes: readonly string[];
}
