import { describe, expect, it } from 'vitest';
import { writeGraphDef } from './graphDef.ts';
import { type RewrittenGraph, rewriteGraphDef } from './graphDefRewrite.ts';

/** `name Op input input` per line; the rest of a node is left out. */
function graphOf(...lines: string[]): { node: { name: string; op: string; input: string[] }[] } {
  const node = lines.map((line) => {
    const [name = '', op = '', ...input] = line.split(' ');
    return { name, op, input };
  });
  return { node };
}

const linesOf = ({ nodes }: RewrittenGraph): string[] =>
  (writeGraphDef(nodes) as { node: { name: string; op: string; input: string[] }[] }).node.map(
    ({ name, op, input }) => [name, op, ...input].join(' '),
  );

const signature = (inputs: string[], outputs: string[]): object => ({
  inputs: Object.fromEntries(inputs.map((name) => [`in_${name}`, { name }])),
  outputs: Object.fromEntries(outputs.map((name, i) => [`out_${i}`, { name }])),
});

describe('what is kept', () => {
  it('only what the outputs need, in the order of the file where it can be', () => {
    const graph = graphOf('b Relu a', 'a Relu x', 'unused Relu x', 'x Placeholder', 'c Relu b');
    expect(linesOf(rewriteGraphDef(graph, signature(['x'], ['c'])))).toEqual([
      'x Placeholder',
      'a Relu x',
      'b Relu a',
      'c Relu b',
    ]);
  });

  it('drops control inputs, NoOp, functions nobody calls, and adds versions', () => {
    const graph = {
      ...graphOf('x Placeholder', 'n NoOp', 'y Relu x ^n'),
      library: { function: [{ signature: { name: 'F' } }] },
    };
    const rewritten = rewriteGraphDef(graph);
    expect(linesOf(rewritten)).toEqual(['x Placeholder', 'y Relu x']);
    expect(writeGraphDef(rewritten.nodes)).toMatchObject({ versions: { producer: 0, minConsumer: 0 } });
    expect(writeGraphDef(rewritten.nodes)).not.toHaveProperty('library');
  });

  it('leaves the topology it is given alone', () => {
    const graph = graphOf('x Placeholder', 'i Identity x', 'y Split i', 'z Add y:1 y:1');
    const before = structuredClone(graph);
    rewriteGraphDef(graph);
    expect(graph).toEqual(before);
  });
});

describe('names for one tensor', () => {
  it('an Identity of a constant or of a tensor that nothing else reads is its source', () => {
    const graph = graphOf(
      'x Placeholder',
      'w Const',
      'w/read Identity w',
      'm MatMul x w/read',
      'i Identity m',
      'y Relu i',
      'o Identity y:0',
    );
    const rewritten = rewriteGraphDef(graph, signature(['x'], ['o:0']));
    expect(linesOf(rewritten)).toEqual(['x Placeholder', 'w Const', 'm MatMul x w', 'y Relu m']);
    expect(rewritten.outputs).toEqual([{ node: 'y', index: 0 }]);
  });

  it('an Identity of a tensor that is also read elsewhere stays: a fault behind it is another fault', () => {
    const graph = graphOf('x Placeholder', 'm Relu x', 'i Identity m', 'y Relu i', 'z Add m y');
    expect(linesOf(rewriteGraphDef(graph))).toContain('i Identity m');
  });

  it('outputs that name one tensor, or a constant, get a node of their own', () => {
    const graph = graphOf('x Placeholder', 'c Const', 'y Relu x');
    const rewritten = rewriteGraphDef(graph, signature(['x'], ['y', 'y:0', 'c']));
    expect(rewritten.outputs.map(({ node }) => node)).toEqual(['y', 'y__output', 'c__output']);
    expect(linesOf(rewritten)).toEqual(
      expect.arrayContaining(['y__output Identity y', 'c__output Identity c']),
    );
  });
});

describe('feeds', () => {
  it('every output of a node with several has an Identity, shared by its readers', () => {
    const graph = graphOf('x Placeholder', 's Split x', 'a Relu s', 'b Relu s:1', 'c Add s:1 a', 'd Add b c');
    const rewritten = rewriteGraphDef(graph);
    expect(linesOf(rewritten)).toEqual([
      'x Placeholder',
      's Split x',
      's__0 Identity s',
      'a Relu s__0',
      's__1 Identity s:1',
      'b Relu s__1',
      'c Add s__1 a',
      'd Add b c',
    ]);
    expect(rewritten.feeds).toEqual(
      new Map([
        ['s__0', { node: 's', index: 0 }],
        ['s__1', { node: 's', index: 1 }],
      ]),
    );
  });

  it('a repeated operand has an Identity, and names that are taken are not taken again', () => {
    const graph = graphOf('x Placeholder', 'x__again Relu x', 'y Mul x x', 'z Add x__again y');
    const rewritten = rewriteGraphDef(graph);
    expect(linesOf(rewritten)).toContain('y Mul x x__again_2');
    expect(rewritten.feeds.get('x__again_2')).toEqual({ node: 'x', index: 0 });
  });
});

describe('inputs and outputs', () => {
  it('without a signature: Placeholders, and nodes that nobody reads', () => {
    const { inputs, outputs } = rewriteGraphDef(
      graphOf('x Placeholder', 'c Const', 'y Relu x', 'z Relu y', 'w Relu y'),
    );
    expect(inputs).toEqual(['x']);
    expect(outputs.map(({ node }) => node)).toEqual(['z', 'w']);
  });

  it("keeps the signature's order, its unread inputs, and adds a Placeholder it forgot", () => {
    const graph = graphOf('a Placeholder', 'b Placeholder', 'c Placeholder', 'y Add a b');
    expect(rewriteGraphDef(graph, signature(['c', 'b'], ['y'])).inputs).toEqual(['c', 'b', 'a']);
  });

  it('a PlaceholderWithDefault is an input if the signature says so, else its default', () => {
    const graph = graphOf('x Placeholder', 'd Const', 'p PlaceholderWithDefault d', 'y Mul x p');
    expect(linesOf(rewriteGraphDef(graph))).toEqual(['x Placeholder', 'd Const', 'y Mul x d']);
    const fed = rewriteGraphDef(graph, signature(['x', 'p'], ['y']));
    expect(fed.inputs).toEqual(['x', 'p']);
    expect(linesOf(fed)).toContain('p Placeholder');
  });
});

describe('refused', () => {
  it.each([
    [
      'a cycle',
      ['x Placeholder', 'a Add x c', 'b Relu a', 'c Relu b', 'y Relu c'],
      'bad-model',
      'cycle: b -> c -> a -> b',
    ],
    ['a node that reads itself', ['x Placeholder', 'a Add x a', 'y Relu a'], 'bad-model', 'cycle: a -> a'],
    [
      'a dangling input',
      ['x Placeholder', 'y Add x lost'],
      'bad-model',
      'Node "y" (Add) reads "lost", which is not in the graph',
    ],
    [
      'two nodes of one name',
      ['x Placeholder', 'x Relu x'],
      'bad-model',
      'Two nodes of the graph are called "x"',
    ],
    ['a name that is no name', ['x Placeholder', 'y Relu x:a:b'], 'bad-model', 'reads "x:a:b"'],
    ['no outputs', ['x Placeholder'], 'bad-model', 'no outputs: '],
    ['a prototype for a name', ['__proto__ Relu x'], 'bad-model', '__proto__'],
    [
      'a prototype for an op',
      ['x Placeholder', 'y constructor x'],
      'bad-model',
      '"constructor" is no name of a TensorFlow op',
    ],
    [
      'a cycle beside a branch',
      ['x Placeholder', 'p Placeholder', 's Switch x p', 'y Merge s s:1', 'a Add y b', 'b Relu a', 'c Neg a'],
      'bad-model',
      'cycle: ',
    ],
    ['a function call', ['x Placeholder', 'y StatefulPartitionedCall x'], 'unsupported', 'Inline them'],
    ['random numbers', ['x Placeholder', 'y RandomUniform x'], 'unsupported', 'random'],
    ['a hash table', ['x Placeholder', 'y LookupTableFindV2 x'], 'unsupported', 'look-up'],
    [
      'a variable',
      ['x Placeholder', 'v VarHandleOp', 'y MatMul x v'],
      'unsupported',
      'Node "v" is a VarHandleOp',
    ],
  ])('%s', (_, lines, code, words) => {
    expect(() => rewriteGraphDef(graphOf(...lines))).toThrow(
      expect.objectContaining({ name: 'LabError', code, message: expect.stringContaining(words) as string }),
    );
  });

  it('a call of a function of the library by its name', () => {
    const graph = {
      ...graphOf('x Placeholder', 'y Body_12 x'),
      library: { function: [{ signature: { name: 'Body_12' } }] },
    };
    expect(() => rewriteGraphDef(graph)).toThrow(/Node "y" is a Body_12: it calls a function/);
  });

  it('only in what the outputs need', () => {
    const graph = graphOf('x Placeholder', 'y Relu x', 'z Where x');
    expect(linesOf(rewriteGraphDef(graph, signature(['x'], ['y'])))).toEqual(['x Placeholder', 'y Relu x']);
  });

  it.each([
    [null, 'top level'],
    [{ node: [{ name: 'x' }] }, 'node.0.op'],
    [{ node: [{ name: 'x', op: 'Relu', input: [3] }] }, 'node.0.input.0'],
  ])('a topology like %j', (topology, words) => {
    expect(() => rewriteGraphDef(topology)).toThrow(
      expect.objectContaining({ code: 'bad-model', message: expect.stringContaining(words) as string }),
    );
  });

  it.each([
    [signature(['y'], ['y']), 'The signature\'s input "y" is Relu; wanted a Placeholder'],
    [signature(['q'], ['y']), 'The signature\'s input "q" is not in the graph'],
    [signature(['x'], ['q']), 'The graph has no node "q"'],
    [{ outputs: 3 }, 'signature cannot be read'],
  ])('a signature like %j', (wrong, words) => {
    expect(() => rewriteGraphDef(graphOf('x Placeholder', 'y Relu x'), wrong)).toThrow(words);
  });

  it('no deep graph: 20,000 nodes in a row', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `n${i} Relu ${i === 0 ? 'x' : `n${i - 1}`}`);
    expect(rewriteGraphDef(graphOf(...lines.reverse(), 'x Placeholder')).nodes).toHaveLength(20_001);
  });
});
