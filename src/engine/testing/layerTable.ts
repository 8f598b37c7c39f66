/** docs/layers.md: what was opened in which file form, and how far from the framework it was, from the runs of the zoos. */
import { KERAS_FORMS, type KerasForm, type ZooFile } from './kerasZoo.ts';
import type { Agreement } from './zooAgreement.ts';

export interface KerasResult extends Agreement {
  readonly file: ZooFile;
}

export interface GraphResult {
  readonly name: string;
  readonly difference: number;
}

const HEAD = `# Layers and what they were checked against

Written by \`node tools/layer-table.mjs\`, which opens every file of the zoos on the wasm back end and compares what the lab
computes with what the framework computed. A cell is the largest difference, as a part of the largest output, over all
models of the row; 1e-5 is allowed for layers and 1e-4 for whole nets. A dash: this Keras has no such layer, or cannot
save it so. The same comparisons run in every \`npm test\`.

## Keras layers

Files by Keras 3.15.1 and tf-keras 2.21; \`model.json\` by the tensorflowjs converter 4.22 (\`tools/golden/keras_zoo.py\`).
`;

const TAIL = `
## Elsewhere

- Files of Keras 1: \`tools/golden/keras1.py\`, \`src/engine/scene/keras1.test.ts\`; layers with other names than today are
  Convolution1D and 2D, AtrousConvolution1D and 2D, SeparableConvolution2D, Deconvolution2D, Merge, and the split weights of LSTM and GRU.
- QKeras layers and quantizers: docs/own-models.md, \`tools/golden/qkeras_zoo.py\`, \`src/engine/scene/qkerasZoo.test.ts\`.
- Quantized weights of TensorFlow.js files: \`tools/golden/tfjs_quantized.py\`, \`src/engine/scene/storedCodes.test.ts\`.
- Whole networks (MobileNetV2, ResNet50, InceptionV3, DenseNet121, EfficientNetB0, SqueezeNet, U-Net, LSTM, GRU):
  \`tools/golden/large_nets.py\`, with the figures in bench/RESULTS.md.
`;

export function layerTable(keras: readonly KerasResult[], graphs: readonly GraphResult[]): string {
  const forms = Object.keys(KERAS_FORMS) as KerasForm[];
  const rows = new Map<string, KerasResult[]>();
  for (const result of keras) rows.set(rowOf(result), [...(rows.get(rowOf(result)) ?? []), result]);
  const lines = [...rows].sort(byName).map(([row, results]) => {
    const cells = forms.map((form) => cell(results.filter(({ file }) => file.form === form)));
    const models = [...new Set(results.map(({ file }) => file.model))];
    return `| ${row} | ${models.length} | ${cells.join(' | ')} |`;
  });
  const titles = forms.map((form) => KERAS_FORMS[form]);
  return [
    HEAD,
    `| layer | models | ${titles.join(' | ')} |`,
    `|---|---|${titles.map(() => '---|').join('')}`,
    ...lines,
    '',
    '## Graph models',
    '',
    'Made of SavedModels of TensorFlow 2.15 by the tensorflowjs converter 4.22 (`tools/golden/graph_zoo.py`); `v2` keeps If and',
    'While with function bodies, the others have Switch, Merge, Enter and Exit.',
    '',
    '| model | difference |',
    '|---|---|',
    ...graphs.map(({ name, difference }) => `| ${name} | ${shown(difference)} |`),
    TAIL,
  ].join('\n');
}

/** The layer's class where the model has one layer; activations and nets by name. */
function rowOf({ file, classes }: KerasResult): string {
  const layers = classes.filter((name) => name !== 'InputLayer');
  const activation = /^activation-(?!layer)(.*)$/.exec(file.model)?.[1];
  if (activation !== undefined) return `activation \`${activation}\``;
  const [only = ''] = layers;
  return layers.length === 1 ? only.replace(/^Grouped/, '') : `net: ${file.model.replace(/^net-/, '')}`;
}

/** Classes, then activations, then nets. */
function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const kind = (name: string): number =>
    name.startsWith('net:') ? 2 : name.startsWith('activation ') ? 1 : 0;
  return kind(a) - kind(b) || (a < b ? -1 : a > b ? 1 : 0);
}

const cell = (results: readonly KerasResult[]): string =>
  results.length === 0 ? '–' : shown(Math.max(...results.map(({ difference }) => difference)));

const shown = (difference: number): string => (difference === 0 ? '0' : difference.toExponential(0));

/** The same without the figures, which differ a little from one processor to another. */
export const withoutFigures = (table: string): string => table.replace(/(?<=\| )(0|\de[-+]\d+)(?= \|)/g, '#');
