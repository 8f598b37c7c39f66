/**
 * Where random faults come from: a seed, how many were drawn from it, and what they are drawn among. The same three give
 * the same next fault everywhere, so all of them stand in the address: `r=42,3,activations`.
 */
import { create } from 'zustand';
import { type AddressFields, clip } from './addressFields.ts';

export const POPULATIONS = ['weights', 'activations', 'both'] as const;
export type Population = (typeof POPULATIONS)[number];

export interface FaultDraw {
  /** 0..4294967295 */
  readonly seed: number;
  /** Faults drawn from this seed so far. */
  readonly drawn: number;
  readonly population: Population;
}

export const FIRST_DRAW: FaultDraw = { seed: 1, drawn: 0, population: 'weights' };

export const useFaultDraw = create<FaultDraw>(() => FIRST_DRAW);

export const DRAW_KEYS = ['r'];
const WHOLE = /^\d{1,10}$/;
const LARGEST_SEED = 0xffffffff;

/** A seed as a person types it, null for what is none. */
export function readSeed(text: string): number | null {
  return WHOLE.test(text.trim()) && Number(text) <= LARGEST_SEED ? Number(text) : null;
}

export function printDraw({ seed, drawn, population }: FaultDraw): AddressFields {
  if (seed === FIRST_DRAW.seed && drawn === 0 && population === FIRST_DRAW.population) return [];
  return [['r', [seed, drawn, ...(population === FIRST_DRAW.population ? [] : [population])].join(',')]];
}

export function readDraw(field: ReadonlyMap<string, string>, problems: string[]): FaultDraw {
  const text = field.get('r');
  if (text === undefined) return FIRST_DRAW;
  const [seedText = '', drawnText = '0', populationText = FIRST_DRAW.population, ...more] = text.split(',');
  const seed = readSeed(seedText);
  const drawn = readSeed(drawnText);
  const population = POPULATIONS.find((each) => each === populationText);
  if (seed !== null && drawn !== null && population && more.length === 0) return { seed, drawn, population };
  problems.push(`The seed "${clip(text)}" in the link cannot be read. Wanted a whole number, e.g. r=42.`);
  return FIRST_DRAW;
}
