/** Who wrote a model.json, as it says itself: `keras v2.15.0, TensorFlow.js Converter v4.22.0`. */
import { recordOf } from './keras/layerTree.ts';

/** After what the file was recognised as; empty where it says nothing. */
export function producerOf(modelJson: unknown): string {
  const { generatedBy, convertedBy } = recordOf(modelJson);
  const said = [generatedBy, convertedBy].filter(
    (name): name is string => typeof name === 'string' && name !== '',
  );
  return said.length === 0 ? '' : ` (${said.map((name) => name.slice(0, 60)).join(', ')})`;
}
