/** How layers are looked at as a field of the address: `y=net,changed,histogram,table`; no field as it is from the start. */
import type { AddressFields } from '#app/state/addressFields.ts';
import { clip } from '#app/state/addressFields.ts';
import { FIRST_LAYER_VIEW, type LayerView } from './layerView.ts';

export const LAYER_KEYS = ['y'];

const WORDS: Readonly<Record<string, Partial<LayerView>>> = {
  net: { scope: 'net' },
  changed: { order: 'changed' },
  histogram: { histogram: true },
  table: { table: true },
};

export function printLayerView(view: LayerView): AddressFields {
  const words = Object.entries(WORDS)
    .filter(([, part]) =>
      Object.entries(part).every(([key, value]) => view[key as keyof LayerView] === value),
    )
    .map(([word]) => word);
  return words.length === 0 ? [] : [['y', words.join(',')]];
}

/** Problems are appended, one plain line each. */
export function readLayerView(field: ReadonlyMap<string, string>, problems: string[]): LayerView {
  let view = FIRST_LAYER_VIEW;
  for (const word of (field.get('y') ?? '').split(',')) {
    const part = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    if (part) view = { ...view, ...part };
    else if (word !== '') problems.push(`Layers cannot be looked at as "${clip(word)}".`);
  }
  return view;
}
