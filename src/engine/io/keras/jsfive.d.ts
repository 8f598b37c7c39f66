/** What the lab uses of jsfive, which comes without types. It throws strings. */
declare module 'jsfive' {
  export class Group {
    readonly keys: readonly string[];
    readonly attrs: Readonly<Record<string, unknown>>;
    /** A group or a dataset; throws where there is none. */
    get(path: string): Group | Dataset | null;
  }

  export class Dataset {
    readonly shape: readonly number[];
    /** `<f4`, `<f2`, `<i8`; an array for a type that has no letter of its own. */
    readonly dtype: string | readonly unknown[];
    readonly value: ArrayLike<number | bigint>;
    readonly attrs: Readonly<Record<string, unknown>>;
  }

  export class File extends Group {
    constructor(bytes: ArrayBuffer, fileName?: string);
  }
}
