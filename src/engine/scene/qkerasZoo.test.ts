/**
 * Every layer and quantizer that the lab reads from QKeras, against what QKeras inferred: files by QKeras 0.9.0 and by
 * qkeras-v3 1.2.1, made by tools/golden/qkeras_zoo.py. The storage plan comes from the file.
 */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { readNpy } from '../io/npy.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { useBackend } from '../testing/backends.ts';
import { Calibration } from './calibration.ts';
import { importedStorage } from './importedStorage.ts';
import { openFiles } from './openModel.ts';
import { playScene } from './playScene.ts';
import { prepareScene } from './prepareScene.ts';
import { StorageSettler } from './settleStorage.ts';

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/qkeras-zoo.zip')));

function array(model: string, name: string): { shape: number[]; values: Float32Array } {
  const entries = unzipSync(zoo[`${model}.npz`] as Uint8Array);
  const { shape, values } = readNpy(entries[`${name}.npy`] as Uint8Array);
  return { shape: [...shape], values: Float32Array.from(values) };
}

const files = Object.keys(zoo).filter((name) => !name.endsWith('.npz'));
const agreement: string[] = [];

// The two file forms of a model differ in nothing that a back end sees.
const cases = [
  ['wasm', files],
  ['cpu', files.filter((name) => name.endsWith('.h5'))],
] as const;

describe.each(cases)('models of QKeras on %s', (backend, names) => {
  it.each(names)('%s', async (fileName) => {
    const model = fileName.replace(/\.(keras|h5)$/, '');
    const device = await useBackend(backend);
    const opened = await openFiles(new Map([[fileName, zoo[fileName] as Uint8Array]]), fileName);
    const lab = new Laboratory(await loadProgram(opened.files), device);
    const { graph } = lab.program;
    const storage = importedStorage(opened, lab.program);
    lab.setInputs([array(model, 'x0')]);
    const settler = new StorageSettler(
      graph,
      new Calibration(lab.program, device, { count: 1, batch: () => lab.inputs }),
    );
    const prepared = await prepareScene({ storage, faults: [] }, graph, settler);
    const { golden } = await playScene(lab, prepared, { labels: null, pictures: false });
    const wanted = array(model, 'y0');
    const { shape, values } = golden[0] as (typeof golden)[number];
    expect([...shape]).toEqual(wanted.shape);
    const largest = wanted.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const worst = wanted.values.reduce(
      (most, value, k) => Math.max(most, Math.abs(value - (values[k] ?? Number.NaN))),
      0,
    );
    agreement.push(`${backend} ${fileName} ${(worst / largest).toExponential(1)} ${storage.join('; ')}`);
    expect(worst).toBeLessThanOrEqual(1e-5 * largest);
    lab.dispose();
  });
});

afterAll(() => {
  if (process.env['SHOW_AGREEMENT'] !== undefined) console.log(agreement.join('\n'));
});
