/**
 * The bundled models as `models/index.json` lists them. Read once, when first needed; an entry that is not as it should
 * be is left out, and without a list there is still the model the page starts with.
 */
import * as v from 'valibot';
import { create } from 'zustand';
import type { DatasetSource, OpenRequest } from '#workers/labApi.ts';

const text = v.optional(v.string(), '');
const size = v.optional(v.nullable(v.number()), null);

/** As on the model's card. */
const readyFault = v.object({
  verdict: v.picklist(['masked', 'benign', 'SDC', 'DUE', 'changed']),
  title: v.string(),
  why: v.string(),
  input: v.number(),
  faults: v.array(v.string()),
  storage: v.optional(v.array(v.string()), []),
});

const shelfEntry = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]*$/)),
  name: v.string(),
  task: text,
  teaches: text,
  structure: text,
  parameters: size,
  /** Model and weights, as they are fetched. */
  sizeBytes: size,
  /** Held-out accuracy, 0..1. */
  accuracy: size,
  /** `held-out pictures: 1482 of 1500`. */
  accuracyOn: text,
  /** Which data, and its licence. */
  data: text,
  /** File in the model's folder. */
  picture: v.optional(v.nullable(v.string()), null),
  readyFaults: v.optional(v.array(readyFault), []),
  /** The storage plan it was made for. */
  storage: v.optional(v.array(v.string()), []),
  /** How many held-out pictures lie beside it; null where that is not known. */
  heldOut: size,
});

export type ShelfEntry = v.InferOutput<typeof shelfEntry> & {
  /** The files of a model of the person's own; bundled models lie in a folder. */
  readonly own?: NonNullable<OpenRequest['own']>;
  /** Data of the person's own in place of its gallery. */
  readonly dataset?: DatasetSource;
};

export const FIRST_MODEL: ShelfEntry = v.parse(shelfEntry, { id: 'lenet5', name: 'LeNet-5' });

export const useShelf = create<{ readonly entries: readonly ShelfEntry[] }>(() => ({
  entries: [FIRST_MODEL],
}));

/** Folder of a model, ends with `/`. */
export const modelUrl = (id: string): string => new URL(`models/${id}/`, document.baseURI).href;

let reading: Promise<readonly ShelfEntry[]> | null = null;

/** All models on the shelf; what cannot be read is tried again at the next call. */
export function readShelf(): Promise<readonly ShelfEntry[]> {
  reading ??= fetchShelf().catch(() => {
    reading = null;
    return useShelf.getState().entries;
  });
  return reading;
}

async function fetchShelf(): Promise<readonly ShelfEntry[]> {
  const response = await fetch(new URL('models/index.json', document.baseURI));
  if (!response.ok) throw new Error(`models/index.json: ${response.status}`);
  const entries = parseShelf(await response.json());
  useShelf.setState({ entries });
  return entries;
}

/** The first model is always there, and first. */
export function parseShelf(json: unknown): readonly ShelfEntry[] {
  const list = v.safeParse(v.object({ models: v.array(v.unknown()) }), json);
  const entries = (list.success ? list.output.models : []).flatMap((each) => {
    const entry = v.safeParse(shelfEntry, each);
    return entry.success ? [entry.output] : [];
  });
  return entries.some(({ id }) => id === FIRST_MODEL.id) ? entries : [FIRST_MODEL, ...entries];
}
