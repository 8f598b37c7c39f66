/** `bitflip predict`: a model's answer to one input, without faults. */

import { type Json, jsonText } from '#engine/jsonText.ts';
import type { GalleryAccuracy } from '#engine/scene/galleryAccuracy.ts';
import { type PlayedScene, playScene } from '#engine/scene/playScene.ts';
import { ACCURACY_OPTION, accuracyJson, accuracyText } from '../accuracyReport.ts';
import type { Arguments } from '../arguments.ts';
import type { Bench } from '../bench.ts';
import { columns } from '../columns.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { INPUT_OPTIONS, inputsJson, inputsText } from '../inputReport.ts';
import { type GivenInput, readInputs } from '../inputSource.ts';
import { BACKEND_OPTION, MODEL_POSITIONAL } from '../modelOptions.ts';
import { STORAGE_OPTION, storageTexts } from '../storageOption.ts';
import { storageJson, storageText } from '../storageReport.ts';
import type { Terminal } from '../terminal.ts';
import { DEFAULT_TOP, TOP_OPTION, topCells, topJson } from '../topTable.ts';

export const predict: Command = {
  name: 'predict',
  summary: 'Run a model on one input and list the best classes.',
  positionals: [MODEL_POSITIONAL],
  options: {
    ...INPUT_OPTIONS,
    storage: STORAGE_OPTION,
    accuracy: ACCURACY_OPTION,
    top: TOP_OPTION,
    backend: BACKEND_OPTION,
    json: JSON_OPTION,
  },
  examples: [
    { command: 'bitflip predict lenet5 --input mnist:7', says: 'LeNet-5 on item 7 of its gallery.' },
    {
      command: 'bitflip predict lenet5 --input digit.png --invert --top 3',
      says: 'A digit in dark ink on light paper.',
    },
    {
      command: 'bitflip predict ./my_model --input x.npy --json',
      says: 'A model of your own, all outputs as JSON.',
    },
    {
      command:
        "bitflip predict lenet5 --input mnist:7 --storage 'weights=quantized_bits(4,0,alpha=1)' --accuracy",
      says: 'Four-bit weights: the answer, what storing costs each tensor, and right answers before and after.',
    },
  ],
  run,
};

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const top = given.count('top', 1, DEFAULT_TOP);
  const { withBench } = await import('../bench.ts');
  const { accuracyOf, prepareOnBench } = await import('../sceneOnBench.ts');
  const text = await withBench(given, terminal.folder, async (bench) => {
    const { graph } = bench.lab.program;
    const { folder } = terminal;
    const inputs = await readInputs(given.all('input'), bench.opened, graph, {
      invert: given.has('invert'),
      prepare: given.one('prepare') ?? '',
      folder,
    });
    bench.lab.setInputs(inputs.map(({ tensor }) => tensor));
    const labels = bench.opened.card?.labels ?? null;
    const prepared = await prepareOnBench({ storage: storageTexts(given, bench), faults: [] }, bench);
    const played = await playScene(bench.lab, prepared, { labels, top, pictures: false });
    const accuracy = given.has('accuracy') ? await accuracyOf(bench, () => prepared.corruption) : null;
    const prediction = { bench, inputs, played, accuracy };
    return given.has('json') ? `${jsonText(predictDocument(prediction))}\n` : predictText(prediction);
  });
  terminal.stdout.write(text);
}

interface Prediction {
  readonly bench: Bench;
  readonly inputs: readonly GivenInput[];
  readonly played: PlayedScene;
  readonly accuracy: GalleryAccuracy | null;
}

function predictDocument({ bench, inputs, played, accuracy }: Prediction): Json {
  const { model, backend, run } = bench;
  const { golden } = played;
  return {
    model,
    input: inputsJson(inputs),
    top: topJson(golden[0]?.top ?? []),
    outputs: golden.map(({ value, shape, values, top }) => ({
      value,
      shape,
      values: [...values],
      top: topJson(top),
    })),
    storage: storageJson(played.storage),
    ...(accuracy === null ? {} : { accuracy: accuracyJson(accuracy) }),
    backend,
    run,
  };
}

function predictText({ bench, inputs, played, accuracy }: Prediction): string {
  const { model, backend } = bench;
  const { golden } = played;
  const parts = golden.map(({ value, top }) => {
    const title = golden.length === 1 ? '' : `${value}\n`;
    return `\n${title}${columns(
      top.map((entry) => topCells(entry)),
      ['left', 'right'],
    )}`;
  });
  const stored = storageText(played.storage);
  const facts = [
    ...(stored === '' ? [] : [`\n${stored}`]),
    ...(accuracy === null ? [] : [`\n${accuracyText(accuracy, false)}`]),
  ];
  return `${model.name}, ${inputsText(inputs)}, ${backend}\n${[...parts, ...facts].join('')}`;
}
