import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_LAYER_VIEW } from '#app/layer/layerView.ts';
import { askedModel, NO_REST, printAddress, readAddress } from './address.ts';
import { readFields } from './addressFields.ts';
import { type Display, EMBED_PARTS, HIDEABLE } from './display.ts';
import { POPULATIONS } from './faultDraw.ts';
import { activeFaults, type Scene } from './scene.ts';
import { FIRST_SELECTION, type Selection } from './selection.ts';
import { indexText, tensorFacts } from './tensorFacts.ts';
import { testModel } from './testModel.ts';

const model = testModel();
const tensors = [...Object.keys(model.graph.values), ...Object.keys(model.graph.parameters)];

const faults = fc
  .record({
    tensor: fc.constantFrom(...tensors),
    at: fc.nat(),
    effect: fc.constantFrom(
      'flip(30)',
      'flip(0,31)',
      'stuck1(7)',
      'zero',
      'set(nan)',
      'set(-1.5e-7)',
      'set(0x7fc00001)',
    ),
  })
  .map(({ tensor, at, effect }) => {
    const { shape } = tensorFacts(model.graph, tensor) as { shape: readonly number[] };
    const size = shape.reduce((product, n) => product * n, 1);
    return `${tensor}[${indexText(shape, at % size)}]:${effect}`;
  });

const scenes: fc.Arbitrary<Scene> = fc.record({
  input: fc.oneof(
    fc.record({ kind: fc.constant('gallery' as const), index: fc.nat({ max: 9 }) }),
    fc.array(fc.nat({ max: 15 }), { minLength: 784, maxLength: 784 }).map((levels) => ({
      kind: 'pixels' as const,
      values: Float32Array.from(levels, (level) => level / 15),
    })),
  ),
  storage: fc.subarray(['conv2d/kernel=quantized_bits(32,0,alpha=1)', 'block/conv%3A1/output=fixed(32,16)']),
  faults: fc.array(fc.record({ text: faults, on: fc.boolean() }), { maxLength: 4 }),
});

const selections: fc.Arbitrary<Selection> = fc
  .record({
    tensor: fc.constantFrom(null, ...tensors),
    at: fc.option(fc.nat()),
    view: fc.constantFrom('golden' as const, 'faulty' as const, 'difference' as const),
  })
  .map(({ tensor, at, view }) => {
    const facts = tensor === null ? undefined : tensorFacts(model.graph, tensor);
    if (!facts) return { ...FIRST_SELECTION, view };
    const size = facts.shape.reduce((product, n) => product * n, 1);
    return {
      node: facts.node,
      tab: facts.parameter ? 'weights' : 'activations',
      tensor,
      site: at === null ? null : at % size,
      view,
    };
  });

const draws = fc.record({
  seed: fc.nat({ max: 0xffffffff }),
  drawn: fc.nat(),
  population: fc.constantFrom(...POPULATIONS),
});

const displays: fc.Arbitrary<Display> = fc.record({
  embed: fc.constantFrom(null, ...EMBED_PARTS),
  hidden: fc.subarray([...HIDEABLE]),
});

const unknown = fc.uniqueArray(
  fc.tuple(fc.constantFrom('z', 'tour', 'hh', 'ü&='), fc.string({ unit: 'binary' })),
  { selector: ([key]) => key, maxLength: 3 },
);

describe('address', () => {
  it('reads back what it printed', () => {
    fc.assert(
      fc.property(scenes, selections, draws, displays, unknown, (scene, selection, draw, display, extra) => {
        const wellFormed = extra.map(([key, value]) => [key, value.toWellFormed()] as const);
        const rest = { draw, display, blocks: null, layer: FIRST_LAYER_VIEW, unknown: wellFormed };
        const hash = printAddress(scene, selection, model, rest);
        expect(readAddress(hash, model)).toEqual({ scene, selection, ...rest, problems: [] });
      }),
    );
  });

  it('is what a browser leaves as it is', () => {
    const scene: Scene = {
      input: { kind: 'gallery', index: 7 },
      storage: ['conv2d/kernel=quantized_bits(6,0,alpha=1)'],
      faults: [
        { text: 'block/conv%3A1/kernel[0,2,1,5]:flip(30)', on: true },
        { text: 'dense/kernel[#5]:zero', on: false },
      ],
    };
    const hash = printAddress(scene, FIRST_SELECTION, model, {
      ...NO_REST,
      unknown: [['note', 'a b"c<ü>']],
    });
    expect(new URL(hash, 'http://lab.test/').hash).toBe(hash);
    expect(hash).toContain('s=conv2d/kernel=quantized_bits(6,0,alpha=1)');
    expect(hash).toContain('f=block/conv%253A1/kernel[0,2,1,5]:flip(30);dense/kernel[%235]:zero&o=1');
  });

  it.each([
    ['a picture that is not there', 'i=12', 'picture "12"'],
    ['a picture that is no number', 'i=-1', 'picture "-1"'],
    ['a drawing that is none', 'px=zzz', 'drawing in the link'],
    ['another model', 'm=vgg', 'model "vgg"'],
    ['a node that is not there', 'n=nope', 'node "nope"'],
    ['an inherited name', 't=constructor', 'tensor "constructor"'],
    ['an inherited view', 'v=toString', 'view "toString"'],
    ['a word outside', 'n=dense&t=dense/kernel&w=1600,0', 'word [1600,0]'],
    ['a word of several elements', 'n=dense&t=dense/kernel&w=*,0', 'word [*,0]'],
    ['a fault that does not parse', 'f=flip it', 'The fault "flip it" was left out'],
    ['a fault on nothing', 'f=nope/kernel[0]:zero', 'nope'],
    ['a switch for a fault that is not there', 'f=dense/kernel[0,0]:zero&o=1', 'fault number "1"'],
    ['a switch that is no number', 'f=dense/kernel[0,0]:zero&o=x', 'fault number "x"'],
    ['storage without a format', 's=dense/kernel', 'storage entry "dense/kernel"'],
    ['storage of nothing', 's=nope/kernel=float16', 'nope/kernel: this model has no such tensor'],
    ['a seed that is none', 'r=dice', 'seed "dice"'],
    ['something that cannot be hidden', 'h=faults,moon', 'hides "moon"'],
    ['a bit too many', 'f=dense/kernel[0,0]:flip(32)', 'flip(32)'],
  ])('names %s and goes on', (_, query, named) => {
    const read = readAddress(`#/lab?${query}&i=3`.replace(/(i=.*)&i=3/, '$1'), model);
    expect(read.problems).toHaveLength(1);
    expect(read.problems[0]).toContain(named);
  });

  it('keeps the good faults of a list with a bad one', () => {
    const { scene, problems } = readAddress(
      '#/lab?f=dense/kernel[0,0]:zero;nonsense;conv2d/kernel[0,0,0,0]:flip(1)',
      model,
    );
    expect(activeFaults(scene)).toEqual(['dense/kernel[0,0]:zero', 'conv2d/kernel[0,0,0,0]:flip(1)']);
    expect(problems).toHaveLength(1);
  });

  it('a fault that is off stays so when the ones before it are left out', () => {
    const { scene } = readAddress('#/lab?f=nonsense;dense/kernel[0,0]:zero&o=1', model);
    expect(scene.faults).toEqual([{ text: 'dense/kernel[0,0]:zero', on: false }]);
  });

  it('faults that exclude each other may both be there while one is off', () => {
    const both = 'f=dense/kernel[0,0]:flip(1)@float16;dense/kernel[0,1]:flip(1)@bfloat16';
    expect(readAddress(`#/lab?${both}`, model).scene.faults).toHaveLength(1);
    expect(readAddress(`#/lab?${both}&o=0`, model).scene.faults).toHaveLength(2);
  });

  it('says which model a link asks for', () => {
    expect(askedModel('#/lab?m=vgg&i=1')).toBe('vgg');
    expect(askedModel('#/lab?i=1')).toBeNull();
  });

  it('never throws, and what it reads prints and reads again', () => {
    const good =
      '#/lab?u=1&m=lenet5&i=7&n=conv2d&t=conv2d/kernel&w=0,2,0,5&v=diff&s=dense/kernel=float16&f=conv2d/kernel[0,2,0,5]:flip(30);dense/kernel[0,0]:zero&o=1&r=42,3,both&h=faults,share';
    const broken = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.nat({ max: good.length }), fc.string(), fc.nat({ max: 9 }))
        .map(([at, text, cut]) => good.slice(0, at) + text + good.slice(at + cut)),
      fc
        .array(
          fc.tuple(
            fc.constantFrom(
              'u',
              'm',
              'i',
              'px',
              'n',
              't',
              'w',
              'v',
              's',
              'f',
              'o',
              'r',
              'e',
              'h',
              'g',
              '%',
              '',
            ),
            fc.string({ unit: 'binary' }),
          ),
        )

        .map(
          (pairs) =>
            `#/${pairs.length % 2 === 0 ? 'lab' : 'embed'}?${pairs.map(([key, value]) => `${key}=${value}`).join('&')}`,
        ),
    );
    fc.assert(
      fc.property(broken, (hash) => {
        const { scene, selection, draw, display, blocks, layer } = readAddress(hash, model);
        const rest = { draw, display, blocks, layer, unknown: [] };
        const again = readAddress(printAddress(scene, selection, model, rest), model);
        expect(again).toEqual({ scene, selection, ...rest, problems: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('an embedded part that is not there is the whole lab, and named', () => {
    const { display, problems } = readAddress('#/embed?e=moon', model);
    expect(display).toEqual({ embed: 'all', hidden: [] });
    expect(problems[0]).toContain('"moon"');
    expect(readAddress('#/lab?e=network', model).display.embed).toBeNull();
  });

  it('takes the last of two fields with one key', () => {
    expect(readFields('#/lab?i=1&i=2&&x')).toEqual([
      ['i', '2'],
      ['x', ''],
    ]);
  });
});
