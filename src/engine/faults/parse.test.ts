import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeNamePart } from '../graph/nodeName.ts';
import { LabError } from '../labError.ts';
import { parseFault, parseFaults } from './parse.ts';
import { printFault, printFaults } from './print.ts';
import { anyFault } from './testing/anyFault.ts';

const CANONICAL = [
  'conv2d_1/kernel[3,0,2,1]:flip(30)',
  'expand3x3_2/output[5,5,*]:stuck1(7)@quantized_relu(8,2)',
  'lif1/membrane[12]@t=5:flip(30)',
  'a/b/c/output.1[#7]@t=0@image=2:stuck0(0,31)',
  'dense~2/pre[0:3,*]@image=0:flip()',
  'block~1/conv%3A1%2Fx%7E/bias[]:zero@float16',
  'd/kernel.scale[0]:set(0x7f800001)@bfloat16',
  'd/depthwise_kernel[0]:set(nan)',
  'd/kernel[0]:set(-inf);d/kernel[0]:set(inf)',
  'd/kernel[0]:set(-0);d/kernel[0]:set(1e-7);d/kernel[0]:set(3.5e37);d/kernel[0]:set(-12.25)',
  'd/kernel[0]:flip(3,3,1);d/kernel[1]:zero@quantized_bits(5,1,alpha=1)',
  'layer (2), a#b=c+d!/output[0]:zero'.replaceAll(' ', '%20'),
  'Schicht_größe/kernel[0]:zero',
  '',
];

describe('canonical fault strings', () => {
  it.each(CANONICAL)('%s comes back as it is', (text) => {
    expect(printFaults(parseFaults(text))).toBe(text);
  });
});

describe('parse', () => {
  it('reads every part', () => {
    expect(parseFault('scope/lif1~3/output.1[2,*,0:4]@t=5@image=9:stuck1(7,0)@quantized_relu(8,2)')).toEqual({
      site: {
        node: 'scope/lif1~3',
        tensor: 'output.1',
        index: {
          kind: 'coordinates',
          axes: [{ kind: 'at', at: 2 }, { kind: 'all' }, { kind: 'range', from: 0, to: 4 }],
        },
        step: 5,
        image: 9,
      },
      effect: { kind: 'stuck1', bits: [7, 0] },
      format: 'quantized_relu(8,2)',
    });
    expect(parseFault('d/kernel[#12]:set(0x7F800001)').effect).toEqual({ kind: 'setWord', word: 0x7f800001 });
    expect(parseFault('d/kernel[#12]:set(0)').effect).toEqual({ kind: 'set', value: 0 });
  });

  it.each([
    [
      ' a / kernel [ 1 , * , 0 : 2 ] @t= 1 @image= 2 : flip ( 3 , 4 ) @ float16 ',
      'a/kernel[1,*,0:2]@t=1@image=2:flip(3,4)@float16',
    ],
    ['a/b[0]:zero ;\n b/b[ # 1 ]: set( -0.50e+3 )', 'a/b[0]:zero;b/b[#1]:set(-500)'],
    ['a/b[007]:set(0x0000)@q( 5, 1, alpha = 1 )', 'a/b[7]:set(0x0)@q(5,1,alpha=1)'],
    ['a/b[0]:set(.5);a/b[0]:set(5.);a/b[0]:set(+1E2)', 'a/b[0]:set(0.5);a/b[0]:set(5);a/b[0]:set(100)'],
    [' \n ', ''],
  ])('forgives white space and other spellings: %j', (text, canonical) => {
    expect(printFaults(parseFaults(text))).toBe(canonical);
  });

  it.each([
    ['conv', 1, /"conv".*node\/tensor\[index\]/],
    ['conv/kernel:flip(1);a/b[0]:zero', 1, /node\/tensor\[index\]/],
    ['kernel[0]:zero', 1, /a node and a tensor with "\/"/],
    ['/kernel[0]:zero', 1, /a node name/],
    ['a//kernel[0]:zero', 1, /a node name/],
    ['my conv/kernel[0]:zero', 1, /a node name/],
    ['a:b/kernel[0]:zero', 1, /a node name/],
    ['a%3/kernel[0]:zero', 1, /a node name/],
    ['a~0/kernel[0]:zero', 1, /a node name/],
    ['a~1b/kernel[0]:zero', 1, /a node name/],
    ['a/[0]:zero', 3, /a tensor/],
    ['a/b[-1]:zero', 5, /"-1\]:zero".*a coordinate/],
    ['a/b[0:]:zero', 7, /the end of the range/],
    ['a/b[3:3]:zero', 7, /above 3/],
    ['a/b[1.5]:zero', 6, /"," or "]"/],
    ['a/b[0', 6, /the end, wanted "," or "]"/],
    ['a/b[#0,1]:zero', 7, /"]" after a flat index/],
    ['a/b[99999999999999999999]:zero', 5, /below 2\^53/],
    ['a/b[0]', 7, /":" and an effect, "@t="/],
    ['a/b[0]@image=1@t=2:zero', 18, /"@t=" before "@image="/],
    ['a/b[0]@t=x:zero', 10, /a time step/],
    ['a/b[0]:', 8, /the end, wanted flip\(bit,...\)/],
    ['a/b[0]:flop(3)', 8, /flip\(bit,...\), stuck0/],
    ['a/b[0]:flip', 12, /"\(" and the bits of flip/],
    ['a/b[0]:flip(1,)', 15, /a bit/],
    ['a/b[0]:flip(1 2)', 15, /"," or "\)"/],
    ['a/b[0]:zero()', 12, /"@" and a format/],
    ['a/b[0]:set()', 12, /a number, nan, inf/],
    ['a/b[0]:set(1e999)', 12, /below 1.8e308/],
    ['a/b[0]:set(0x100000000)', 12, /at most 32 bits/],
    ['a/b[0]:set(0x)', 13, /"\)"/],
    ['a/b[0]:set(nano)', 15, /"\)"/],
    ['a/b[0]:zero@', 13, /a number format/],
    ['a/b[0]:zero@q(1', 14, /another fault, or the end/],
    ['a/b[0]:zero;', 13, /the end, wanted a site/],
    ['a/b[0]:zero;;a/b[0]:zero', 13, /a site/],
  ])('refuses %s at character %i', (text, character, wanted) => {
    const parse = (): unknown => parseFaults(text);
    expect(parse).toThrow(LabError);
    expect(parse).toThrow(wanted);
    expect(parse).toThrow(`character ${character}:`);
    expect(parse).toThrow('Example: conv2d_1/kernel[3,0,2,1]:flip(30)');
  });

  it('gives the place as data', () => {
    const caught = ((): unknown => {
      try {
        return parseFaults('a/b[0]:flop(3)');
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toMatchObject({ code: 'bad-fault', detail: { offset: 7, got: '"flop(3)"' } });
  });

  it('takes exactly one fault where one is wanted', () => {
    expect(() => parseFault('a/b[0]:zero;a/b[1]:zero')).toThrow(/one fault/);
    expect(() => parseFault('')).toThrow(/wanted a site/);
  });
});

describe('parse and print', () => {
  it('are inverse', () => {
    fc.assert(
      fc.property(fc.array(anyFault, { maxLength: 3 }), (faults) => {
        const text = printFaults(faults);
        expect(text).not.toMatch(/\s/);
        expect(parseFaults(text)).toEqual(faults);
      }),
      { numRuns: 500 },
    );
  });

  it('read every encoded name as one part', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (name) => {
        const fault = parseFault(`scope/${encodeNamePart(name)}/kernel[0]:zero`);
        expect(fault.site.node).toBe(`scope/${encodeNamePart(name)}`);
        expect(parseFault(printFault(fault))).toEqual(fault);
      }),
    );
  });

  it('never fail in any other way than by a LabError', () => {
    const pieces = fc.constantFrom(
      ...'/[]():;@#*,~%',
      ' ',
      'a',
      'kernel',
      '0',
      '12',
      '0x',
      'flip',
      'set',
      'zero',
      't=',
      'image=',
      'nan',
      'e9',
      '-',
    );
    const mutated = fc
      .tuple(anyFault, fc.nat(), fc.nat({ max: 4 }), fc.string({ maxLength: 2 }))
      .map(([fault, at, cut, insert]) => {
        const text = printFault(fault);
        const start = at % (text.length + 1);
        return text.slice(0, start) + insert + text.slice(start + cut);
      });
    const garbage = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((list) => list.join('')),
      mutated,
    );
    let refused = 0;
    fc.assert(
      fc.property(garbage, (text) => {
        try {
          const faults = parseFaults(text);
          expect(parseFaults(printFaults(faults))).toEqual(faults);
        } catch (error) {
          refused++;
          expect(error).toBeInstanceOf(LabError);
        }
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(500);
  });
});
