/** The number systems to choose from, each with the text that it starts with. */
import { QUANTIZER_NAMES } from '#engine/quantizers/quantizerOf.ts';

export interface Family {
  readonly name: string;
  readonly label: string;
  readonly start: string;
}

export interface FamilyGroup {
  readonly label: string;
  readonly families: readonly Family[];
}

const plain = (name: string, start = name, label = name): Family => ({ name, label, start });

const STARTS: Readonly<Record<string, string>> = {
  quantized_bits: 'quantized_bits(5,1,alpha=1)',
  quantized_linear: 'quantized_linear(5,1,alpha=1)',
  quantized_relu: 'quantized_relu(5,1)',
  quantized_tanh: 'quantized_tanh(5)',
  quantized_sigmoid: 'quantized_sigmoid(5)',
  quantized_ulaw: 'quantized_ulaw(5,0)',
  quantized_hswish: 'quantized_hswish(5,1,alpha=1)',
  binary: 'binary(alpha=1)',
  ternary: 'ternary(alpha=1)',
  bernoulli: 'bernoulli(alpha=1)',
  stochastic_binary: 'stochastic_binary(alpha=1)',
  stochastic_ternary: "stochastic_ternary(alpha='auto')",
  quantized_po2: 'quantized_po2(4)',
  quantized_relu_po2: 'quantized_relu_po2(4)',
};

export const FAMILY_GROUPS: readonly FamilyGroup[] = [
  {
    label: 'Floats',
    families: ['float32', 'bfloat16', 'float16', 'float8_e4m3', 'float8_e5m2'].map((name) => plain(name)),
  },
  {
    label: 'Integers and fixed point',
    families: [
      plain('int', 'int8(range=minmax,symmetric)', 'intN, signed'),
      plain('uint', 'uint8(range=minmax)', 'uintN, unsigned'),
      plain('fixed', 'fixed(8,5)', 'fixed point'),
      plain('ufixed', 'ufixed(8,8)', 'fixed point, unsigned'),
    ],
  },
  { label: 'QKeras quantizers', families: QUANTIZER_NAMES.map((name) => plain(name, STARTS[name] ?? name)) },
];

export function familyByName(name: string): Family | undefined {
  return FAMILY_GROUPS.flatMap(({ families }) => families).find((family) => family.name === name);
}
