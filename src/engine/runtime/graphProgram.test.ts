import { dispose, memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
import { attr, type GraphArtifacts, GraphDefBuilder } from '../testing/graphDefBuilder.ts';
import { stepThrough, tensorsOf, untouched, wordsOf } from '../testing/graphRuns.ts';
import { graphTestModels } from '../testing/models.ts';
import { seededFloats } from '../testing/seededFloats.ts';
import { loadGraphProgram } from './graphProgram.ts';

const count = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Each float weight of a file as a view of its bytes. */
function weightsOf({ weightSpecs, weightData }: GraphArtifacts): Map<string, Float32Array> {
  let at = 0;
  return new Map(
    weightSpecs.map(({ name, shape }) => {
      const values = new Float32Array(weightData, at, count(shape));
      at += values.byteLength;
      return [name, values];
    }),
  );
}

/** The constant that holds these words. */
function constantWith(artifacts: GraphArtifacts, words: readonly number[]): string {
  const found = [...weightsOf(artifacts)].filter(([, values]) => {
    const own = new Uint32Array(values.buffer, values.byteOffset, values.length);
    return own.length === words.length && own.every((word, i) => word === words[i]);
  });
  expect(found).toHaveLength(1);
  return found[0]?.[0] as string;
}

/** The file with one weight replaced. */
function withWeight(artifacts: GraphArtifacts, name: string, values: Float32Array): GraphArtifacts {
  const copy = { ...artifacts, weightData: artifacts.weightData.slice(0) };
  weightsOf(copy).get(name)?.set(values);
  return copy;
}

describe.each(TESTED_BACKENDS)('on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  describe.each(graphTestModels)('$name', ({ build, sampleInputs }) => {
    it.each([1, 3])('step by step gives what the untouched model gives, batch of %i', async (batchSize) => {
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

    it('a replaced parameter gives what a model with that weight gives, for every parameter', async () => {
      const artifacts = await build();
      const program = await loadGraphProgram(artifacts);
      const feeds = tensorsOf(sampleInputs(8));
      const floats = artifacts.weightSpecs.filter(({ dtype }) => dtype === 'float32').length;
      expect(program.parameters.size).toBe(floats);
      for (const [id, golden] of program.parameters) {
        const draw = seededFloats(id);
        const values = new Float32Array(golden.size).map(() => draw.uniform(0.1, 0.9));
        const before = await wordsOf(golden);
        const model = await untouched(withWeight(artifacts, constantWith(artifacts, before), values));
        const wanted = [model.execute(feeds)].flat() as Tensor[];
        const faulty = tensor(values.slice(), golden.shape);
        const run = stepThrough(program, feeds, new Map([[id, faulty]]));
        for (const [i, output] of program.graph.outputs.entries()) {
          expect(await wordsOf(run.get(output) as Tensor), id).toEqual(await wordsOf(wanted[i] as Tensor));
        }
        expect(await wordsOf(golden)).toEqual(before);
        dispose([faulty, wanted, ...run.values()]);
        model.dispose();
      }
      dispose(feeds);
      program.dispose();
    });

    it('leaves nothing behind after 100 runs, and nothing at all after dispose', async () => {
      const empty = memory().numTensors;
      const program = await loadGraphProgram(await build());
      const feeds = tensorsOf(sampleInputs(9));
      const replaced = new Map(
        [...program.parameters].slice(0, 1).map(([id, golden]) => [id, golden.clone()]),
      );
      dispose([...stepThrough(program, feeds, replaced).values()]);
      const before = memory();
      for (let i = 0; i < 100; i++) dispose([...stepThrough(program, feeds, replaced).values()]);
      expect(memory().numTensors).toBe(before.numTensors);
      expect(memory().numBytes).toBe(before.numBytes);
      dispose([feeds, ...replaced.values()]);
      program.dispose();
      expect(memory().numTensors).toBe(empty);
    });
  });

  it('hands out tensors of its own: neither an input nor a weight', async () => {
    const g = new GraphDefBuilder('owned');
    const x = g.input('x', [-1, 4]);
    const y = g.node('flat', 'Reshape', [x, g.ints('flat/shape', [-1, 2])]);
    const kept = g.node('kept', 'Identity', [x]);
    const constant = g.floats('c', [3]);
    const program = await loadGraphProgram(g.artifacts({ y, kept, constant }));
    const feed = tensor([1, 2, 3, 4], [1, 4]);
    const values = stepThrough(program, [feed]);
    for (const value of values.values()) {
      expect(value).not.toBe(feed);
      expect([...program.parameters.values()]).not.toContain(value);
    }
    const weight = await wordsOf(program.parameters.get('c__output/const') as Tensor);
    dispose([...values.values()]);
    expect(feed.isDisposed).toBe(false);
    const again = stepThrough(program, [feed]);
    expect(await wordsOf(again.get('c__output/output') as Tensor)).toEqual(weight);
    dispose([feed, ...again.values()]);
    program.dispose();
  });

  it('takes float32 for a whole-number input, and shapes of the batch at hand', async () => {
    const g = new GraphDefBuilder('tokens');
    const tokens = g.input('tokens', [-1, 3], 'DT_INT32');
    const embedded = g.node('embedded', 'GatherV2', [
      g.floats('table/embeddings', [5, 2]),
      tokens,
      g.ints('axis', 0),
    ]);
    const size = g.node('size', 'Size', [embedded]);
    const wide = g.node('wide', 'Reshape', [
      embedded,
      g.node('sizes', 'Pack', [g.ints('two', 2), g.node('half', 'FloorDiv', [size, g.ints('by', 2)])], {
        N: attr.int(2),
      }),
    ]);
    const program = await loadGraphProgram(g.artifacts({ wide }));
    expect(program.graph.values['tokens/output']?.dtype).toBe('int32');
    expect(program.graph.parameters['embedded/embeddings']?.shape).toEqual([5, 2]);
    const feed = tensor([0, 1, 2, 3, 4, 0], [2, 3]);
    const values = stepThrough(program, [feed]);
    const table = await wordsOf(program.parameters.get('embedded/embeddings') as Tensor);
    expect(values.get('wide/output')?.shape).toEqual([2, 6]);
    expect(await wordsOf(values.get('wide/output') as Tensor)).toEqual([...table, ...table.slice(0, 2)]);
    dispose([feed, ...values.values()]);
    program.dispose();
  });

  it('feeds results whose type is not that of the operands, and constants that are data here and bounds there', async () => {
    const g = new GraphDefBuilder('types');
    const x = g.input('x', [-1, 3]);
    const zero = g.floats('zero', [], [0]);
    const positive = g.node('positive', 'Greater', [x, zero], { T: attr.type('DT_FLOAT') });
    const ones = g.node('ones', 'Cast', [positive], {
      SrcT: attr.type('DT_BOOL'),
      DstT: attr.type('DT_FLOAT'),
    });
    const clipped = g.node('clipped', 'ClipByValue', [x, zero, g.floats('two', [], [2])]);
    const program = await loadGraphProgram(g.artifacts({ y: g.node('y', 'Mul', [ones, clipped]) }));
    expect(program.graph.values['positive/output']?.dtype).toBe('bool');
    expect(Object.keys(program.graph.parameters)).toEqual(['positive/const']);
    const feed = tensor([-1, 1, 3], [1, 3]);
    const faulty = tensor(1.5);
    const golden = stepThrough(program, [feed]);
    const values = stepThrough(program, [feed], new Map([['positive/const', faulty]]));
    expect([...(await (golden.get('y/output') as Tensor).data())]).toEqual([0, 1, 2]);
    expect([...(await (values.get('y/output') as Tensor).data())]).toEqual([0, 0, 2]);
    dispose([feed, faulty, ...golden.values(), ...values.values()]);
    program.dispose();
  });

  it('is not misled by a signature key that is the name of another node', async () => {
    const g = new GraphDefBuilder('aliases');
    const x = g.input('in', [-1, 2]);
    const artifacts = g.artifacts({ middle: g.node('end', 'Neg', [g.node('middle', 'Abs', [x])]) });
    const program = await loadGraphProgram({
      ...artifacts,
      signature: { ...artifacts.signature, inputs: { end: { name: 'in:0' } } },
    });
    const feed = tensor([-1, 2], [1, 2]);
    const values = stepThrough(program, [feed]);
    expect([...(await (values.get('end/output') as Tensor).data())]).toEqual([-1, -2]);
    dispose([feed, ...values.values()]);
    program.dispose();
  });

  it('reads the signature where older converters put it', async () => {
    const g = new GraphDefBuilder('metadata');
    const { signature, ...rest } = g.artifacts({
      y: g.node('y', 'Abs', [g.node('z', 'Neg', [g.input('x', [-1, 2])])]),
      z: 'z',
    });
    const program = await loadGraphProgram({ ...rest, userDefinedMetadata: { signature } });
    expect(program.graph.outputs).toEqual(['y/output', 'z/output']);
    program.dispose();
  });

  it.each([
    [
      'an op that TensorFlow.js does not know',
      (g: GraphDefBuilder, x: string) => g.node('odd', 'Quux', [x]),
      'unsupported',
      'Node "odd" (Quux) does not run on the',
    ],
    [
      'an op that refuses its input',
      (g: GraphDefBuilder, x: string) => g.conv('odd', x, g.floats('k', [3, 3, 1, 1])),
      'unsupported',
      'Node "odd" (Conv2D)',
    ],
    [
      'complex values',
      (g: GraphDefBuilder, x: string) => g.node('odd', 'Complex', [x, g.floats('i', [1, 2])]),
      'unsupported',
      'Node "odd" (Complex)',
    ],
  ])('names node and op: %s', async (_, add, code, words) => {
    const before = memory().numTensors;
    const g = new GraphDefBuilder('refused');
    const artifacts = g.artifacts({ y: add(g, g.input('x', [-1, 2])) });
    await expect(loadGraphProgram(artifacts)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
      detail: { node: 'odd' },
    });
    expect(memory().numTensors).toBe(before);
  });

  it('a constant without its weight, and an input of text', async () => {
    const g = new GraphDefBuilder('weights');
    const artifacts = g.artifacts({
      y: g.node('y', 'AddV2', [g.input('x', [-1, 2]), g.floats('lost', [2])]),
    });
    await expect(loadGraphProgram({ ...artifacts, weightSpecs: [] })).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringContaining('Constant "lost", read by "y", has no weight') as string,
    });
    const h = new GraphDefBuilder('text');
    const text = h.artifacts({ y: h.node('y', 'Abs', [h.input('x', [-1, 2], 'DT_STRING')]) });
    await expect(loadGraphProgram(text)).rejects.toMatchObject({
      code: 'unsupported',
      detail: { node: 'x', dtype: 'string' },
    });
  });
});
