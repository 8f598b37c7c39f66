/** Faults in a tensor against what the FKeras notebook and FKeras itself give. */
import { describe, expect, it } from 'vitest';
import notebook from '#engine/fixtures/fkeras_notebook.json';
import { readFaultSpec } from './faultSpec.ts';
import { readLayerBits } from './layerBits.ts';
import { NOTEBOOK_STEPS } from './notebookSteps.ts';
import { FIRST_NUMBERS, NOTEBOOK_SHAPE, NOTEBOOK_WEIGHTS, type NumbersScene } from './numbersScene.ts';
import { numbersView } from './numbersView.ts';

function shown(scene: NumbersScene) {
  const view = numbersView(scene);
  if (!('words' in view)) throw new Error(view.problem);
  const { integerMasks, values, outside } = view.faulty;
  return {
    stored: [...view.stored],
    masks: [...integerMasks],
    values: [...values],
    outside,
    problem: view.problem,
  };
}

it('starts with the notebook', () => {
  expect(NOTEBOOK_WEIGHTS).toEqual(notebook.weights_u_seed_10dp);
  expect(NOTEBOOK_SHAPE).toEqual(notebook.tensor_shape);
  expect(shown(FIRST_NUMBERS).stored).toEqual(notebook.weights_q_seed);
});

describe('cases of the notebook', () => {
  const specs: Readonly<
    Record<string, { readonly negate?: boolean; readonly f?: string; readonly lbis?: string }>
  > = {
    'v3 on -weights_u, no regions': { negate: true, f: '' },
    'v3 on -weights_u, LBI 0 and 1': { negate: true, lbis: '0, 1' },
    'manual mask -16 on weight 0': { f: '0.4' },
    'v1 deterministic ber=1/60 (scaling_exp=3)': { f: 'v1:1/60' },
    'v2 deterministic ber=1/60': { f: 'v2:1/60' },
    'mask only: v1 and v2 ber=30/60': { f: 'v1:30/60' },
    'mask only: v3 LBI 1': { lbis: '1' },
    'v2 ber=60/60 keep_negative=1 (all 5 bits of every weight)': { f: 'v2:60/60' },
    'v1 ber=1.0 i_keep_negative=1 (sign mask is +16: leaves the code space)': { f: 'v1:1' },
    'quantize_and_bitflip (random) ber=1.0: scale exponent bits-integer=4, mask 31': { f: 'random:1:7' },
  };
  it.each(notebook.cases)('$name', ({ name, input_q, int_mask, expected }) => {
    const spec = specs[name];
    if (spec === undefined) throw new Error(`no scene for ${name}`);
    const values = spec.negate ? NOTEBOOK_WEIGHTS.map((value) => -value) : NOTEBOOK_WEIGHTS;
    const faults =
      spec.lbis === undefined
        ? readFaultSpec(spec.f ?? '')
        : ({ kind: 'bits', bits: readLayerBits(spec.lbis, 5, 12, true) } as const);
    if (faults === null) throw new Error('unreadable');
    const result = shown({ ...FIRST_NUMBERS, values, faults });
    expect(result.problem).toBeNull();
    expect(result.stored.map((value) => value + 0)).toEqual(input_q);
    expect(result.masks).toEqual(int_mask);
    if (expected !== null) expect(result.values.map((value) => value + 0)).toEqual(expected);
  });
});

it('fills as FKeras does, for every count of faults', () => {
  for (const { faults, mask_v1, mask_v2_kn1 } of notebook.deterministic_fill_masks) {
    const rate = `${faults}/60`;
    expect(shown({ ...FIRST_NUMBERS, faults: { kind: 'v1', rate } }).masks, rate).toEqual(mask_v1);
    expect(shown({ ...FIRST_NUMBERS, faults: { kind: 'v2', rate } }).masks, rate).toEqual(mask_v2_kn1);
  }
});

it('flips each of the 60 layer bits', () => {
  for (const { lbi, weight, value } of notebook.all_60_single_flips_of_weights_q) {
    const bits = readLayerBits(String(lbi), 5, 12, true);
    expect(shown({ ...FIRST_NUMBERS, faults: { kind: 'bits', bits } }).values[weight]).toBe(value);
  }
});

it('says which steps leave the code space', () => {
  const outside = NOTEBOOK_STEPS.filter(({ scene }) => shown(scene).outside.some((each) => each));
  expect(outside.map(({ title }) => title)).toEqual(['Fill 60 of 60, v1', 'Random, rate 1']);
});

it('draws the same bits from the same seed, and as many as it says', () => {
  const scene = {
    ...FIRST_NUMBERS,
    faults: { kind: 'exact', first: 0, last: 59, rate: '0.1', seed: 5 },
  } as const;
  const view = numbersView(scene);
  expect('words' in view && view.faulty.hits).toBe(6);
  expect(shown(scene)).toEqual(shown(scene));
  expect(shown({ ...scene, faults: { ...scene.faults, seed: 6 } }).masks).not.toEqual(shown(scene).masks);
});

it("refuses FKeras's fills where there is no grid, and shows the tensor all the same", () => {
  const result = shown({ ...FIRST_NUMBERS, system: 'float16', faults: { kind: 'v1', rate: '0.5' } });
  expect(result.problem).toMatch(/grid of powers of two/);
  expect(result.masks.every((mask) => mask === 0)).toBe(true);
});
