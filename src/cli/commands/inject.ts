/** `bitflip inject`: faults into one run of a model, compared with the run without them. */

import { printFault } from '#engine/faults/print.ts';
import { jsonText } from '#engine/jsonText.ts';
import { LabError } from '#engine/labError.ts';
import { forEveryPicture } from '#engine/scene/everyPicture.ts';
import type { GalleryAccuracy } from '#engine/scene/galleryAccuracy.ts';
import { judgeScene } from '#engine/scene/judgeScene.ts';
import { playScene } from '#engine/scene/playScene.ts';
import { type PreparedFaults, prepareFaults } from '#engine/scene/prepareFaults.ts';
import { ACCURACY_OPTION } from '../accuracyReport.ts';
import type { Arguments } from '../arguments.ts';
import type { Bench } from '../bench.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { type Injection, injectDocument } from '../injectDocument.ts';
import { injectText } from '../injectText.ts';
import { INPUT_OPTIONS } from '../inputReport.ts';
import { readInputs } from '../inputSource.ts';
import { BACKEND_OPTION, MODEL_POSITIONAL } from '../modelOptions.ts';
import { SAVE_OPTIONS, saveTensors, wantedTensors } from '../savedTensors.ts';
import { STORAGE_OPTION, storageTexts } from '../storageOption.ts';
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
    prepare: INPUT_OPTIONS.prepare,
    invert: INPUT_OPTIONS.invert,
    storage: STORAGE_OPTION,
    accuracy: ACCURACY_OPTION,
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
    {
      command:
        "bitflip inject lenet5 --input mnist:7 --storage 'weights=int8(range=minmax)' --fault 'dense/kernel[0,0]:flip(7)' --accuracy",
      says: 'The sign bit of an 8-bit weight, and what it does to 1,500 digits.',
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
  const { prepareOnBench } = await import('../sceneOnBench.ts');
  const injection = await withBench(given, folder, async (bench): Promise<Injection> => {
    const { opened, lab } = bench;
    const { graph } = lab.program;
    const texts = { storage: storageTexts(given, bench), faults };
    judgeScene(texts, graph);
    const wanted = saveFolder === undefined ? [] : wantedTensors(names, graph);
    const inputs = await readInputs(given.all('input'), opened, graph, {
      invert: given.has('invert'),
      prepare: given.one('prepare') ?? '',
      folder,
    });
    lab.setInputs(inputs.map(({ tensor }) => tensor));
    const prepared = await prepareOnBench(texts, bench);
    const played = await playScene(lab, prepared, {
      labels: opened.card?.labels ?? null,
      top,
      pictures: false,
    });
    const saved =
      saveFolder === undefined ? [] : await saveTensors(wanted, { lab, prepared, saveFolder, folder });
    const accuracy = given.has('accuracy') ? await sceneAccuracy(bench, prepared) : null;
    return { ...bench, graph, inputs, prepared, played, saved, accuracy };
  });
  stdout.write(
    given.has('json') ? `${jsonText(injectDocument(injection))}\n` : injectText(injection, terminal),
  );
}

/** Each picture is the one on the bench in turn, so a fault for image 0 is one for every picture. */
async function sceneAccuracy(bench: Bench, { faults, corruption }: PreparedFaults): Promise<GalleryAccuracy> {
  const { accuracyOf } = await import('../sceneOnBench.ts');
  const { graph } = bench.lab.program;
  const texts = faults.map(({ fault }) => printFault(forEveryPicture(fault)));
  return accuracyOf(
    bench,
    (batchSize) => prepareFaults(texts, graph, batchSize, corruption.storage).corruption,
  );
}
