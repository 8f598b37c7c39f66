/** Runs the zoos on wasm and gives the text of docs/layers.md; called by tools/layer-table.mjs. */
import { graphAgreement, graphZooNames } from './graphZoo.ts';
import { kerasAgreement, kerasZooFiles } from './kerasZoo.ts';
import { type GraphResult, type KerasResult, layerTable } from './layerTable.ts';

export async function measuredLayerTable(): Promise<string> {
  const keras: KerasResult[] = [];
  for (const file of kerasZooFiles) keras.push({ file, ...(await kerasAgreement(file, 'wasm')) });
  const graphs: GraphResult[] = [];
  for (const name of graphZooNames) graphs.push({ name, ...(await graphAgreement(name, 'wasm')) });
  return layerTable(keras, graphs);
}
