/** A model opened and a back end started for one command, and put away after it. */
import { backendFlags, startBackend, TFJS_VERSION } from '#engine/runtime/backend.ts';
import { Laboratory } from '#engine/runtime/laboratory.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import type { Arguments } from './arguments.ts';
import { findModel, openPlace } from './modelPlace.ts';
import { BITFLIP_VERSION, wasmFolder } from './place.ts';

const BACKENDS = ['wasm', 'cpu'] as const;

export type ModelReport = {
  /** Of the card; without a card the first 12 digits of the hash. */
  readonly id: string;
  readonly name: string;
  /** SHA-256 of topology and weights, 64 hexadecimal digits (DESIGN 4.10). */
  readonly hash: string;
};

/** What decides the last digits of a result, beside the back end's name. */
export type RunReport = {
  readonly versions: { readonly bitflip: string; readonly tfjs: string; readonly node: string };
  readonly flags: Readonly<Record<string, string | number | boolean>>;
};

export interface Bench {
  readonly opened: OpenedFiles;
  readonly lab: Laboratory;
  readonly model: ModelReport;
  readonly backend: (typeof BACKENDS)[number];
  readonly run: RunReport;
}

/** The first positional argument is the model. Throws LabError. */
export async function withBench<T>(
  given: Arguments,
  folder: string,
  use: (bench: Bench) => Promise<T>,
): Promise<T> {
  const backend = given.oneOf('backend', BACKENDS);
  const place = await findModel(given.positionals[0] as string, folder);
  const opened = await openPlace(place);
  const device = await startBackend(backend, wasmFolder());
  const lab = new Laboratory(await loadProgram(opened.files), device);
  const { id, card } = opened;
  try {
    return await use({
      opened,
      lab,
      model: { id: card?.id ?? id.slice(0, 12), name: card?.name ?? place.name, hash: id },
      backend,
      run: {
        versions: { bitflip: BITFLIP_VERSION, tfjs: TFJS_VERSION, node: process.versions.node },
        flags: backendFlags(backend),
      },
    });
  } finally {
    lab.dispose();
  }
}
