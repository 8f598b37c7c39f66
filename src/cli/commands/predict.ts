/** `bitflip predict`: a model's answer to one input, without faults. */
import { type PlayedScene, playScene } from '#engine/scene/playScene.ts';
import type { Arguments } from '../arguments.ts';
import type { Bench } from '../bench.ts';
import { columns } from '../columns.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { INPUT_OPTIONS, inputsJson, inputsText } from '../inputReport.ts';
import { type GivenInput, readInputs } from '../inputSource.ts';
import { type Json, jsonText } from '../jsonText.ts';
import { BACKEND_OPTION, MODEL_POSITIONAL } from '../modelOptions.ts';
import { givenStorage, prepareStored, STORE_OPTION } from '../sceneStorage.ts';
import type { Terminal } from '../terminal.ts';
import { DEFAULT_TOP, TOP_OPTION, topCells, topJson } from '../topTable.ts';

export const predict: Command = {
  name: 'predict',
  summary: 'Run a model on one input and list the best classes.',
  positionals: [MODEL_POSITIONAL],
  options: {
    ...INPUT_OPTIONS,
    store: STORE_OPTION,
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
  ],
  run,
};

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const top = given.count('top', 1, DEFAULT_TOP);
  const { withBench } = await import('../bench.ts');
  const text = await withBench(given, terminal.folder, async (bench) => {
    const { graph } = bench.lab.program;
    const { folder } = terminal;
    const inputs = await readInputs(given.all('input'), bench.opened, graph, {
      invert: given.has('invert'),
      folder,
    });
    bench.lab.setInputs(inputs.map(({ tensor }) => tensor));
    const labels = bench.opened.card?.labels ?? null;
    const storage = givenStorage(given, bench.opened.card);
    const prepared = await prepareStored({ storage, faults: [] }, bench.lab, bench.opened);
    const played = await playScene(bench.lab, prepared, { labels, top, pictures: false });
    return given.has('json')
      ? `${jsonText(predictDocument(bench, inputs, storage, played))}\n`
      : predictText(bench, inputs, played);
  });
  terminal.stdout.write(text);
}

function predictDocument(
  { model, backend, run }: Bench,
  inputs: readonly GivenInput[],
  storage: readonly string[],
  { golden }: PlayedScene,
): Json {
  return {
    model,
    input: inputsJson(inputs),
    storage,
    top: topJson(golden[0]?.top ?? []),
    outputs: golden.map(({ value, shape, values, top }) => ({
      value,
      shape,
      values: [...values],
      top: topJson(top),
    })),
    backend,
    run,
  };
}

function predictText(
  { model, backend }: Bench,
  inputs: readonly GivenInput[],
  { golden }: PlayedScene,
): string {
  const parts = golden.map(({ value, top }) => {
    const title = golden.length === 1 ? '' : `${value}\n`;
    return `\n${title}${columns(
      top.map((entry) => topCells(entry)),
      ['left', 'right'],
    )}`;
  });
  return `${model.name}, ${inputsText(inputs)}, ${backend}\n${parts.join('')}`;
}
