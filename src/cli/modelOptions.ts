/** What every command that opens a model asks for. Apart from bench.ts, so that help and flip start without TensorFlow.js. */
import type { OptionRule } from './command.ts';

export const MODEL_POSITIONAL = {
  name: 'MODEL',
  description:
    'A bundled name (lenet5), a folder with a model.json, or the path of a model.json, .h5, .keras or .zip.',
};

export const BACKEND_OPTION: OptionRule = {
  value: 'wasm|cpu',
  description: 'What computes: wasm (default), or cpu, the slow reference.',
};
