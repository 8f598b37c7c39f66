/** Damage to a configuration that stays JSON: other values, keys and places; and the attacks that have a name. */
import { strFromU8, strToU8 } from 'fflate';
import type { DrawBelow } from '#engine/random/seededDraws.ts';
import { pick } from './mutation.ts';

type Json = unknown;
type Place = readonly (string | number)[];

export interface JsonMutation {
  readonly json: Uint8Array;
  readonly what: string;
  readonly expect: 'refused' | 'other' | 'any';
}

const VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  2,
  3.5,
  2 ** 31,
  1e18,
  -1e18,
  '',
  'x',
  '__proto__',
  'constructor',
  [],
  [[]],
  {},
  [0],
  [-1],
  [1e9, 1e9],
  '<img src=x onerror=alert(1)>',
  'relu',
  'Dense',
  { class_name: '__proto__', config: {} },
];

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'config', 'name', 'x'] as const;

/** One place of the tree changed at random. */
export function mutateJson(bytes: Uint8Array, draw: DrawBelow): JsonMutation {
  const root = JSON.parse(strFromU8(bytes)) as Json;
  const place = pick(placesOf(root), draw);
  const parent = at(root, place.slice(0, -1)) as Record<string | number, Json>;
  const key = place.at(-1) as string | number;
  const old = parent[key];
  const kind = draw(5);
  let what = `${place.join('.')} `;
  if (kind === 0) {
    if (Array.isArray(parent)) parent.splice(key as number, 1);
    else delete parent[key];
    what += 'is left out';
  } else if (kind === 1 && typeof old === 'number') {
    parent[key] = pick([old + 1, old - 1, old * 2, -old, old * 1e6, 0], draw);
    what += `is ${String(parent[key])}`;
  } else if (kind === 2 && Array.isArray(parent)) {
    parent.splice(key as number, 0, structuredClone(old));
    what += 'stands twice';
  } else if (kind === 3 && !Array.isArray(parent)) {
    const renamed = pick(KEYS, draw);
    delete parent[key];
    // A key of its own, as JSON.parse makes it.
    Object.defineProperty(parent, renamed, {
      value: old,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    what += `is called ${renamed}`;
  } else {
    parent[key] = pick(VALUES, draw);
    what += `is ${JSON.stringify(parent[key])}`;
  }
  return { json: strToU8(JSON.stringify(root)), what, expect: 'any' };
}

/** Numbers too large to be true, wherever a layer has a size. */
export function hugeSize(bytes: Uint8Array, draw: DrawBelow): JsonMutation | null {
  const root = JSON.parse(strFromU8(bytes)) as Json;
  const sizes = placesOf(root).filter(
    (place) =>
      /^(units|filters|input_dim|output_dim|size|cropping|padding|n|pool_size|kernel_size|depth_multiplier|batch_shape|batch_input_shape)$/.test(
        String(place.findLast((part) => typeof part === 'string')),
      ) && typeof at(root, place) === 'number',
  );
  if (sizes.length === 0) return null;
  const place = pick(sizes, draw);
  const huge = pick([2e8, 2 ** 31, 2 ** 40, 1e15, 123_456_789], draw);
  (at(root, place.slice(0, -1)) as Record<string | number, Json>)[place.at(-1) as string] = huge;
  return { json: strToU8(JSON.stringify(root)), what: `${place.join('.')} is ${huge}`, expect: 'any' };
}

/** A layer of a class nobody knows, or one that waits for itself. */
export function namedAttack(bytes: Uint8Array, draw: DrawBelow): JsonMutation | null {
  const root = JSON.parse(strFromU8(bytes)) as Json;
  const layers = placesOf(root)
    .filter(
      (place) =>
        place.at(-1) === 'class_name' && place.includes('layers') && !place.includes('inbound_nodes'),
    )
    .map((place) => place.slice(0, -1))
    .filter((place) => place.at(-2) === 'layers');
  if (layers.length === 0) return null;
  const place = pick(layers, draw);
  const layer = at(root, place) as Record<string, Json>;
  const calls = layer['inbound_nodes'];
  if (draw(2) === 0 || !Array.isArray(calls) || calls.length === 0) {
    layer['class_name'] = pick(
      ['Lambda', 'MyLayer', '__proto__', 'constructor', 'hasOwnProperty', 'Custom>Dense2'],
      draw,
    );
    return {
      json: strToU8(JSON.stringify(root)),
      what: `${place.join('.')} is a ${String(layer['class_name'])}`,
      expect: 'refused',
    };
  }
  const name = String(layer['name'] ?? (layer['config'] as Record<string, Json>)['name']);
  const text = JSON.stringify(calls);
  const turned = text
    .replace(/"keras_history":\["[^"]*"/g, `"keras_history":[${JSON.stringify(name)}`)
    .replace(/\[\["[^"]*",0,0/g, `[[${JSON.stringify(name)},0,0`);
  if (turned === text) return null;
  layer['inbound_nodes'] = JSON.parse(turned) as Json;
  return {
    json: strToU8(JSON.stringify(root)),
    what: `${place.join('.')} waits for itself`,
    expect: 'refused',
  };
}

/** Lists in lists, deeper than a stack. */
export function deepJson(_: Uint8Array, draw: DrawBelow): JsonMutation {
  const depth = pick([1000, 20_000, 200_000], draw);
  const text = `{"modelTopology":${'['.repeat(depth)}${']'.repeat(depth)},"class_name":"Sequential","config":{"layers":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
  return { json: strToU8(text), what: `JSON ${depth} lists deep`, expect: 'refused' };
}

function placesOf(root: Json): Place[] {
  const places: Place[] = [];
  const walk = (value: Json, place: Place): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      const next = [...place, Array.isArray(value) ? Number(key) : key];
      places.push(next);
      walk(item, next);
    }
  };
  walk(root, []);
  return places;
}

function at(root: Json, place: Place): Json {
  return place.reduce<Json>((value, key) => (value as Record<string | number, Json>)[key], root);
}
