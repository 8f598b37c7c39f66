/**
 * How much of the lab a link shows: `#/embed?e=network` inside another page, one part of it; `h=faults,share` without
 * some controls, for a class. It is in the address and in no scene, and it is kept while the address stays the same page.
 */
import { create } from 'zustand';
import { type AddressFields, clip, readFields } from './addressFields.ts';

export const EMBED_PARTS = ['all', 'network', 'outcome', 'layer'] as const;
export type EmbedPart = (typeof EMBED_PARTS)[number];

export const HIDEABLE = [
  'model',
  'picture',
  'faults',
  'chance',
  'hurts',
  'verdict',
  'layer',
  'share',
] as const;
export type Hideable = (typeof HIDEABLE)[number];

export interface Display {
  /** The part of the lab that another page shows; null: the lab is a page of its own. */
  readonly embed: EmbedPart | null;
  /** In the order of HIDEABLE. */
  readonly hidden: readonly Hideable[];
}

export const WHOLE_LAB: Display = { embed: null, hidden: [] };

export const DISPLAY_KEYS = ['e', 'h'];

export const displayPath = ({ embed }: Display): string => (embed === null ? '#/lab' : '#/embed');

export function printDisplay({ embed, hidden }: Display): AddressFields {
  return [
    ...(embed === null || embed === 'all' ? [] : [['e', embed] as const]),
    ...(hidden.length === 0 ? [] : [['h', hidden.join(',')] as const]),
  ];
}

/** Problems are appended, one plain line each. */
export function readDisplay(hash: string, problems: string[]): Display {
  const field = new Map(readFields(hash));
  const asked = (field.get('h') ?? '').split(',').filter((key) => key !== '');
  const known: readonly string[] = HIDEABLE;
  for (const key of asked)
    if (!known.includes(key))
      problems.push(`The link hides "${clip(key)}"; what can be hidden is ${HIDEABLE.join(', ')}.`);
  const hidden = HIDEABLE.filter((key) => asked.includes(key));
  if (!/^#\/embed(?:$|\?)/.test(hash)) return { embed: null, hidden };
  const part = field.get('e') ?? 'all';
  const embed = EMBED_PARTS.find((each) => each === part);
  if (embed === undefined)
    problems.push(`The link embeds "${clip(part)}"; there are ${EMBED_PARTS.join(', ')}.`);
  return { embed: embed ?? 'all', hidden };
}

/** The address says it before any model is open, so that nothing hidden is ever seen. */
export const useDisplay = create<Display>(() =>
  typeof location === 'undefined' ? WHOLE_LAB : readDisplay(location.hash, []),
);
