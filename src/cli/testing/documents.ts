/** The JSON documents, as far as tests look into them; docs/schema has them whole. */

export interface Entry {
  readonly label: string;
  readonly index: number;
  readonly score: number | string;
}

export interface NodeEntry {
  readonly node: string;
  readonly changed: number;
  readonly size: number;
  readonly maxAbsDiff: number;
  readonly l2: number;
  readonly nan: number;
  readonly inf: number;
}

export interface StorageEntry {
  readonly tensor: string;
  readonly format: string;
  readonly bits: number;
}

export interface InjectDocument {
  readonly storage: readonly StorageEntry[];
  readonly accuracy?: {
    readonly images: string;
    readonly total: number;
    readonly golden: number;
    readonly stored: number;
    readonly faulty: number;
    readonly verdicts: Readonly<Record<string, number>>;
  };
  readonly faults: readonly {
    readonly fault: string;
    readonly sentence: string;
    readonly sites: number;
    readonly before: string;
    readonly after: string;
    readonly format: string;
  }[];
  readonly golden: readonly Entry[];
  readonly faulty: readonly Entry[];
  readonly verdict: string;
  readonly outputs: readonly {
    readonly value: string;
    readonly golden: readonly Entry[];
    readonly faulty: readonly Entry[];
  }[];
  readonly backend: string;
  readonly nodes: readonly NodeEntry[];
  readonly saved: readonly string[];
}

export interface PredictDocument {
  readonly storage: readonly StorageEntry[];
  readonly input: readonly {
    readonly node: string;
    readonly source: string;
    readonly shape: readonly number[];
    readonly label: string | null;
  }[];
  readonly top: readonly Entry[];
  readonly outputs: readonly {
    readonly value: string;
    readonly shape: readonly number[];
    readonly values: readonly number[];
  }[];
  readonly backend: string;
}

export interface InspectDocument {
  readonly model: { readonly id: string; readonly name: string; readonly hash: string };
  readonly bits:
    | readonly { readonly tensor: string; readonly elements: number; readonly ones: readonly number[] }[]
    | null;
  readonly storage: readonly StorageEntry[];
  readonly totals: {
    readonly parameters: number;
    readonly macs: number;
    readonly sites: { readonly values: number; readonly parameters: number };
  };
  readonly nodes: readonly {
    readonly node: string;
    readonly op: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly pre: string | null;
    readonly shapes: readonly (readonly (number | null)[])[];
    readonly parameters: readonly {
      readonly name: string;
      readonly shape: readonly number[];
      readonly count: number;
      readonly dtype: string;
    }[];
    readonly macs: number;
  }[];
}

export interface FlipDocument {
  readonly format: string;
  readonly value: number | string;
  readonly flipped: number | string;
  readonly hexBefore: string;
  readonly hexAfter: string;
  readonly kindAfter?: string;
  readonly codeBefore?: number;
  readonly codeAfter?: number;
  readonly fields: Readonly<
    Record<
      string,
      { readonly high: number; readonly low: number; readonly before: string; readonly after: string }
    >
  >;
}

export interface QuantizeDocument {
  readonly values: readonly (number | string)[];
  readonly codes: readonly number[];
  readonly scale: readonly number[];
  readonly range: readonly (number | string)[];
  readonly clipped: number;
  readonly sqnrDb: number | string;
}
