/**
 * Every layer that the lab reads from Keras, against what Keras computed: files by Keras 3.15.1 (.keras, .h5, model.json)
 * and by tf-keras 2.21 (.h5, model.json), made by tools/golden/keras_zoo.py. 1e-5 for layers, 1e-4 for whole nets.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { graphZooNames } from '../testing/graphZoo.ts';
import { KERAS_FORMS, kerasAgreement, kerasZooFiles, type ZooFile } from '../testing/kerasZoo.ts';
import { type KerasResult, layerTable, withoutFigures } from '../testing/layerTable.ts';

describe('models of Keras', () => {
  const results: KerasResult[] = [];

  it.each(Object.keys(KERAS_FORMS))('there are files in form %s', (form) => {
    expect(kerasZooFiles.filter((file) => file.form === form).length).toBeGreaterThan(110);
  });

  it.each(kerasZooFiles)('$fileName', async (file: ZooFile) => {
    const agreement = await kerasAgreement(file, 'wasm');
    results.push({ file, ...agreement });
    expect(agreement.shapesAgree).toBe(true);
    expect(agreement.difference).toBeLessThanOrEqual(file.model.startsWith('net-') ? 1e-4 : 1e-5);
  });

  it('docs/layers.md has a row for each; node tools/layer-table.mjs writes it', () => {
    const graphs = graphZooNames.map((name) => ({ name, difference: 0 }));
    const written = withoutFigures(readFileSync('docs/layers.md', 'utf8'));
    expect(written).toBe(withoutFigures(layerTable(results, graphs)));
  });
});
