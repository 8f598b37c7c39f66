import { describe, expect, it } from 'vitest';
import { writeGraphDef } from './graphDef.ts';
import { rewriteGraphDef } from './graphDefRewrite.ts';

/** `name Op input input` per line. */
function graphOf(...lines: string[]): { node: { name: string; op: string; input: string[] }[] } {
  const node = lines.map((line) => {
    const [name = '', op = '', ...input] = line.split(' ');
    return { name, op, input };
  });
  return { node };
}

const LOOP = [
  'x Placeholder',
  'k Const',
  'n Const',
  'a Relu x',
  's/w/e Enter a',
  's/w/ek Enter k',
  's/w/m Merge s/w/e s/w/next',
  's/w/less Less s/w/m n',
  's/w/c LoopCond s/w/less',
  's/w/switch Switch s/w/m s/w/c',
  's/w/body MatMul s/w/switch:1 s/w/ek',
  's/w/next NextIteration s/w/body',
  's/w/exit Exit s/w/switch',
  'y Neg s/w/exit',
];

const inside = (lines: string[]): (readonly string[])[] =>
  rewriteGraphDef(graphOf(...lines)).nodes.flatMap(({ region }) =>
    region === undefined ? [] : [region.nodes.map(({ name }) => name)],
  );

describe('parts that run as a whole', () => {
  it('a loop of TensorFlow 1 is one node between plain ones, fed and read by name', () => {
    const rewritten = rewriteGraphDef(graphOf(...LOOP));
    const loop = rewritten.nodes.find(({ region }) => region !== undefined);
    expect(loop).toMatchObject({
      name: 's/w/loop',
      op: 'While',
      inputs: [
        { node: 'a', index: 0 },
        { node: 'k', index: 0 },
        { node: 'n', index: 0 },
      ],
      region: { kind: 'loop', outputs: [{ node: 's/w/exit', index: 0 }] },
    });
    expect(loop?.region?.nodes).toHaveLength(9);
    expect(rewritten.nodes.map(({ name }) => name)).toEqual(['x', 'k', 'n', 'a', 's/w/loop', 'y']);
    const written = writeGraphDef(rewritten.nodes) as { node: { name: string; op: string }[] };
    expect(written.node.find(({ name }) => name === 's/w/loop')?.op).toBe('Placeholder');
  });

  it('two loops, one behind the other, stay two with the node between them', () => {
    const second = LOOP.slice(4).map((line) =>
      line.replaceAll('s/w/', 't/').replace('e Enter a', 'e Enter y'),
    );
    const lines = [...LOOP, ...second.slice(0, -1), 'z Abs t/exit'];
    expect(inside(lines)).toHaveLength(2);
    expect(rewriteGraphDef(graphOf(...lines)).nodes.map(({ name }) => name)).toContain('y');
  });

  it('a branch takes in what one side alone computes, not what comes after the Merge', () => {
    const lines = [
      'x Placeholder',
      'p Placeholder',
      's Switch x p',
      'a Relu s',
      'b Neg s:1',
      'm Merge a b',
      'y Abs m',
    ];
    expect(inside(lines)).toEqual([['s', 'a', 'b', 'm']]);
  });

  it('a list takes in all that holds its handle, and a stacked tensor leaves it', () => {
    const lines = [
      'x Placeholder',
      'i Const',
      'l TensorListReserve i i',
      'set TensorListSetItem l i x',
      'w While i set x',
      'stack TensorListStack w:1 i',
      'y Neg stack',
      'z Neg w:2',
    ];
    expect(inside(lines)).toEqual([['l', 'set', 'w', 'stack']]);
  });

  it('an op whose result shape depends on data is a part of its own', () => {
    expect(inside(['x Placeholder', 'w Where x', 'y Neg w'])).toEqual([['w']]);
  });

  it('names a function that is not there, and what a body may not hold', () => {
    const branches = { then_branch: { func: { name: 'F' } }, else_branch: { func: { name: 'F' } } };
    const graph = (nodeDef: object[] | null): object => ({
      node: [
        { name: 'x', op: 'Placeholder' },
        { name: 'y', op: 'If', input: ['x', 'x'], attr: branches },
      ],
      ...(nodeDef === null ? {} : { library: { function: [{ signature: { name: 'F' }, nodeDef }] } }),
    });
    expect(() => rewriteGraphDef(graph(null))).toThrow('Node "y" (If) calls "F", which is not in the graph.');
    expect(() => rewriteGraphDef(graph([{ name: 'r', op: 'RandomUniform' }]))).toThrow(
      'Node "r" is a RandomUniform',
    );
    expect(() => rewriteGraphDef(graph([{ name: 'r', op: 'Relu' }]))).not.toThrow();
  });
});
