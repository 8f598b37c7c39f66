/** What the lab uses of jsfive, which comes without types. It throws strings. */
declare module 'jsfive' {
  export class Group {
    readonly keys: readonly string[];
    readonly attrs: Readonly<Record<string, unknown>>;
    /** A group or a dataset; throws where there is none. */
    get(path: string): Group | Dataset | null;
  }

  export class Dataset {
    readonly shape: readonly (number | bigint)[];
    /** `<f4`, `<f2`, `<i8`; an array for a type that has no letter of its own. */
    readonly dtype: string | readonly unknown[];
    readonly value: ArrayLike<number | bigint | undefined>;
    readonly attrs: Readonly<Record<string, unknown>>;
    /** Inner part: the object header, read for how much the array needs before it is read. */
    readonly _dataobjects: DataObjects;
  }

  export interface DataObjects {
    /** The whole file. */
    readonly fh: ArrayBuffer;
    /** Lengths of one chunk; null for an array in one piece. */
    readonly chunks: readonly (number | bigint)[] | null;
    find_msg_type(type: number): readonly ReadonlyMap<string, number>[];
  }

  export class File extends Group {
    constructor(bytes: ArrayBuffer, fileName?: string);
  }
}
