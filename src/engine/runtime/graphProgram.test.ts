import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
import { stepThrough, tensorsOf, untouched, wordsOf } from '../testing/graphRuns.ts';
import { graphTestModels } from '../testing/models.ts';
import { loadGraphProgram } from './graphProgram.ts';

describe.each(TESTED_BACKENDS)('on %s', (backend) => {
  describe.each(graphTestModels)('$name', ({ build, sampleInputs }) => {
    it.each([1, 3])('step by step gives what the untouched model gives, batch of %i', async (batchSize) => {
      await useBackend(backend);
      const artifacts = await build();
      const model = await untouched(artifacts);
      const program = await loadGraphProgram(artifacts);
      const feeds = tensorsOf(sampleInputs(7, batchSize));
      const wanted = [model.execute(feeds)].flat() as Tensor[];
      const values = stepThrough(program, feeds);
      expect(program.graph.outputs).toHaveLength(wanted.length);
      for (const [i, id] of program.graph.outputs.entries()) {
        expect(await wordsOf(values.get(id) as Tensor), id).toEqual(await wordsOf(wanted[i] as Tensor));
      }
      dispose([feeds, wanted, ...values.values()]);
      model.dispose();
      program.dispose();
    });
  });
});
