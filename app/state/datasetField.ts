/** The dataset in the address: `d=3f2a9c01b7de`, by its content, or `d=made`; `dp=crop,imagenet`, how it becomes an input. */
import type { DatasetReport } from '#workers/labApi.ts';
import { type AddressFields, readFields } from './addressFields.ts';

export const DATASET_KEYS = ['d', 'dp'];

export interface AskedDataset {
  readonly id: string;
  readonly recipe: string;
}

export const MADE = 'made';

export function printDataset(dataset: Pick<DatasetReport, 'id' | 'recipe'> | null): AddressFields {
  if (dataset === null) return [];
  return [['d', dataset.id], ...(dataset.recipe === '' ? [] : [['dp', dataset.recipe] as const])];
}

/** The dataset that a link names; null if it names none. */
export function askedDataset(hash: string): AskedDataset | null {
  const field = new Map(readFields(hash));
  const id = field.get('d');
  if (id === undefined || !(id === MADE || /^[0-9a-f]{12}$/.test(id))) return null;
  return { id, recipe: field.get('dp') ?? '' };
}

export const isDataset = (asked: AskedDataset | null, dataset: DatasetReport | null): boolean =>
  asked === null ? dataset === null : dataset?.id === asked.id && dataset.recipe === asked.recipe;
