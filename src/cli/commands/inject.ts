/** `bitflip inject`: faults into one run of a model, compared with the run without them. */

import { LabError } from '#engine/labError.ts';
import { judgeScene } from '#engine/scene/judgeScene.ts';
import { playScene } from '#engine/scene/playScene.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { type Injection, injectDocument } from '../injectDocument.ts';
import { injectText } from '../injectText.ts';
import { INPUT_OPTIONS } from '../inputReport.ts';
import { readInputs } from '../inputSource.ts';
import { jsonText } from '../jsonText.ts';
import { BACKEND_OPTION, MODEL_POSITIONAL } from '../modelOptions.ts';
import { SAVE_OPTIONS, saveTensors, wantedTensors } from '../savedTensors.ts';
import { givenStorage, prepareStored, STORE_OPTION } from '../sceneStorage.ts';
import type { Terminal } from '../terminal.ts';
import { DEFAULT_TOP, TOP_OPTION } from '../topTable.ts';

export const inject: Command = {
  name: 'inject',
  summary: 'Flip bits in a model and see the prediction, golden against faulty.',
  positionals: [MODEL_POSITIONAL],
  options: {
    input: INPUT_OPTIONS.input,
    fault: {
      value: 'F',
      repeats: true,
      needed: true,
      description:
        'Fault string: node/tensor[index]:effect, e.g. conv2d_1/kernel[0,2,1,5]:flip(30). Repeats, in order.',
    },
    store: STORE_OPTION,
    invert: INPUT_OPTIONS.invert,
    top: TOP_OPTION,
    backend: BACKEND_OPTION,
    ...SAVE_OPTIONS,
    json: JSON_OPTION,
  },
  examples: [
    {
      command: "bitflip inject lenet5 --input mnist:7 --fault 'conv2d_1/kernel[3,1,2,9]:flip(30)'",
      says: 'One bit of one weight.',
    },
    {
      command:
        "bitflip inject lenet5 --input mnist:7 --fault 'conv2d/output[*,*,0]:zero' --fault 'dense/bias[#3]:set(nan)'",
      says: 'A whole channel set to zero, and a bias to NaN.',
    },
    {
      command:
        "bitflip inject lenet5 --input mnist:7 --fault 'dense/kernel[0,0]:flip(14)@bfloat16' --save out --nodes dense,dense_2 --json",
      says: 'Weights stored as bfloat16; tensors of two nodes saved; the result as JSON.',
    },
  ],
  run,
};

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const top = given.count('top', 1, DEFAULT_TOP);
  const { folder, stdout } = terminal;
  const faults = given.all('fault');
  const saveFolder = given.one('save');
  const names = given
    .all('nodes')
    .flatMap((list) => list.split(','))
    .filter((name) => name !== '');
  if (saveFolder === undefined && names.length > 0)
    throw new LabError('bad-argument', '--nodes says what to save: give --save DIR too.');
  const { withBench } = await import('../bench.ts');
  const injection = await withBench(given, folder, async ({ opened, lab, ...facts }): Promise<Injection> => {
    const { graph } = lab.program;
    // Whatever is wrong with the faults is said before an input is read.
    const storage = givenStorage(given, opened.card);
    judgeScene({ storage, faults }, graph);
    const wanted = saveFolder === undefined ? [] : wantedTensors(names, graph);
    const inputs = await readInputs(given.all('input'), opened, graph, {
      invert: given.has('invert'),
      folder,
    });
    lab.setInputs(inputs.map(({ tensor }) => tensor));
    const prepared = await prepareStored({ storage, faults }, lab, opened);
    const played = await playScene(lab, prepared, {
      labels: opened.card?.labels ?? null,
      top,
      pictures: false,
    });
    const saved =
      saveFolder === undefined ? [] : await saveTensors(wanted, { lab, prepared, saveFolder, folder });
    return { ...facts, graph, inputs, storage, prepared, played, saved };
  });
  stdout.write(
    given.has('json') ? `${jsonText(injectDocument(injection))}\n` : injectText(injection, terminal),
  );
}
