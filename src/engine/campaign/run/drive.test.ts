import { expect, it } from 'vitest';
import { FLOAT32_TENSOR } from '../../formats/groupedFormat.ts';
import { bindPlan } from '../plan/bindPlan.ts';
import { readPlan } from '../plan/readPlan.ts';
import { smallGraph } from '../testing/smallGraph.ts';
import { type HandOut, handOut } from './drive.ts';

const bound = bindPlan(readPlan('sampling: {kind: uniform, size: 50}'), {
  graph: smallGraph,
  images: [0, 1],
  formatOf: () => FLOAT32_TENSOR,
});

type Trials = readonly number[];

const handingOut = (more: Pick<HandOut<Trials>, 'keep'> & Partial<HandOut<Trials>>) =>
  handOut<Trials>(bound, {
    runners: [async (trials) => trials],
    looks: null,
    chunk: () => 20,
    isDone: () => false,
    paused: () => false,
    ...more,
  });

it('the next trials run while the last are kept, and all are kept in the end', async () => {
  const kept: number[] = [];
  let runs = 0;
  let began = () => {};
  const second = new Promise<void>((resolve) => {
    began = resolve;
  });
  await handingOut({
    runners: [
      async (trials) => {
        runs++;
        if (runs === 2) began();
        return trials;
      },
    ],
    async keep(trials) {
      // For ever, if nobody ran beside it.
      await second;
      kept.push(...trials);
    },
  });
  expect(kept).toEqual(Array.from({ length: 50 }, (_, trial) => trial));
});

it('what was run before a pause is kept', async () => {
  const kept: number[] = [];
  let asked = 0;
  await handingOut({
    async keep(trials) {
      kept.push(...trials);
    },
    paused: () => ++asked > 2,
  });
  expect(kept).toEqual(Array.from({ length: 40 }, (_, trial) => trial));
});

it('rows that cannot be kept end the run', async () => {
  const keep = async () => {
    throw new Error('the disk is full');
  };
  await expect(handingOut({ keep })).rejects.toThrow('the disk is full');
});
