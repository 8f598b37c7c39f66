/** Spellings and refusals; that the numbers are QKeras's is tested on files (scene/qkerasZoo.test.ts). */
import { describe, expect, it, test } from 'vitest';
import { LabError } from '../../labError.ts';
import { plainModel } from './plainModel.ts';
import { readActivation } from './readQuantizer.ts';

const PLACE = { layer: 'dense', argument: 'kernel_quantizer' };
const BITS = { bits: 4, integer: 0, symmetric: 0, alpha: 1, keep_negative: true, qnoise_factor: 1.0 };

function model(className: string, config: Record<string, unknown>) {
  const layer = { class_name: className, name: 'a layer', config: { name: 'a layer', ...config } };
  return plainModel({ class_name: 'Functional', config: { layers: [layer] } });
}

const entries = (className: string, config: Record<string, unknown>): string[] =>
  model(className, config).storage.map(({ tensor, format }) => `${tensor}=${format}`);

describe('a quantizer', () => {
  // As QKeras 0.9.0, tf.keras 2.15 and qkeras-v3 1.2.1 write it, and people by hand.
  test.each<[unknown, string]>([
    ['quantized_bits(4,0,alpha=1)', 'quantized_bits(4,0,alpha=1)'],
    [' quantized_bits( 4, 0, alpha = 1.0 ) ', 'quantized_bits(4,0,alpha=1)'],
    [{ class_name: 'quantized_bits', config: BITS }, 'quantized_bits(4,0,alpha=1)'],
    [
      { class_name: 'qkeras>quantized_bits', config: BITS, registered_name: 'x' },
      'quantized_bits(4,0,alpha=1)',
    ],
    [
      {
        module: 'qkeras.quantizers',
        class_name: 'quantized_bits',
        config: BITS,
        registered_name: 'quantized_bits',
      },
      'quantized_bits(4,0,alpha=1)',
    ],
    [
      { class_name: 'quantized_bits', config: BITS, __passive_serialization__: true },
      'quantized_bits(4,0,alpha=1)',
    ],
    [
      {
        class_name: 'quantized_bits',
        config: {
          ...BITS,
          alpha: { class_name: '__numpy__', config: { value: [[0.5, 0.25]], dtype: 'float32' } },
        },
      },
      'quantized_bits(4,0,alpha=[0.5,0.25])',
    ],
    ['ternary', 'ternary()'],
  ])('%j', (source, expression) => {
    expect(readActivation(source, PLACE)).toMatchObject({ kind: 'quantizer', quantizer: { expression } });
  });

  test.each([null, undefined, 'None', 'linear'])('%j is none', (source) => {
    expect(readActivation(source, PLACE)).toEqual({ kind: 'none' });
  });

  test.each([
    ['relu', 'relu'],
    [{ class_name: 'function', config: 'hard_tanh', registered_name: 'hard_tanh' }, 'hard_tanh'],
    [{ module: 'builtins', class_name: 'function', config: 'softmax' }, 'softmax'],
  ])('%j is a plain function', (source, name) => {
    expect(readActivation(source, PLACE)).toEqual({ kind: 'function', name });
  });

  // qkeras/quantizers.py, _set_trainable_parameter.
  test.each([
    ['quantized_bits(4,0)', "quantized_bits(4,0,symmetric=True,alpha='auto_po2')"],
    ['quantized_bits(4,0,symmetric=0)', "quantized_bits(4,0,symmetric=True,alpha='auto_po2')"],
    ['quantized_bits(4,0,1,alpha=1)', 'quantized_bits(4,0,symmetric=True,alpha=1)'],
    ['ternary()', "ternary(alpha='auto_po2')"],
    ['quantized_po2(4)', 'quantized_po2(4)'],
  ])('%s of a kernel is %s', (source, expression) => {
    expect(readActivation(source, PLACE, true)).toMatchObject({ quantizer: { expression } });
  });
});

describe('a layer', () => {
  const kernel_quantizer = 'quantized_bits(4,0,alpha=1)';
  const bias_quantizer = { class_name: 'quantized_bits', config: { ...BITS, bits: 8 } };

  test.each<[string, Record<string, unknown>, readonly string[]]>([
    [
      'QDense',
      { kernel_quantizer, bias_quantizer },
      ['kernel=quantized_bits(4,0,alpha=1)', 'bias=quantized_bits(8,0,alpha=1)'],
    ],
    [
      'FQDense',
      { kernel_quantizer, use_bias: false, bias_quantizer },
      ['kernel=quantized_bits(4,0,alpha=1)'],
    ],
    ['Custom>QConv2D', { activation: 'quantized_relu(4,1)' }, ['output=quantized_relu(4,1)']],
    [
      'QBatchNormalization',
      { scale: false, gamma_quantizer: kernel_quantizer, mean_quantizer: kernel_quantizer },
      ['mean=quantized_bits(4,0,alpha=1)'],
    ],
    ['QActivation', { activation: 'relu' }, []],
    [
      'Dense',
      { activation: { class_name: 'quantized_relu', config: { bits: 4 } } },
      ['output=quantized_relu(4,0)'],
    ],
  ])('%s %j', (className, config, wanted) => {
    expect(entries(className, config)).toEqual(wanted);
  });

  it('keeps the path with names that TensorFlow.js takes, and says what became of it', () => {
    const { storage, notes } = model('QDense', { kernel_quantizer });
    expect(storage[0]?.path).toEqual(['a_layer']);
    expect(notes).toEqual([
      {
        kind: 'stored',
        what: 'QDense runs as Dense; stored: kernel as quantized_bits(4,0,alpha=1).',
        where: 'a_layer',
        why: null,
      },
    ]);
  });

  it('warns where QKeras fits a scale to each batch', () => {
    const [note] = model('QActivation', { activation: "quantized_bits(4,0,alpha='auto')" }).notes;
    expect(note).toMatchObject({ kind: 'warning', why: expect.stringContaining('each batch') });
  });

  it.each([
    'relu',
    5,
    undefined,
    { class_name: 'function', config: 'relu' },
    { class_name: 'ReLU', config: {} },
  ])('leaves a plain layer with activation %j alone', (activation) => {
    const plain = { class_name: 'Dense', name: 'd', config: { name: 'd', units: 3, activation } };
    const read = plainModel({ class_name: 'Sequential', config: { layers: [plain] } });
    expect(read).toEqual({
      model: { class_name: 'Sequential', config: { layers: [plain] } },
      storage: [],
      folds: [],
      notes: [],
    });
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['QAdaptiveActivation', {}, /"a_layer" is a QAdaptiveActivation of QKeras/],
    ['QActivation', { activation: 'bernoulli()' }, /"a_layer", activation: bernoulli draws anew/],
    ['QDense', { kernel_quantizer: 'bernoulli(alpha=1)' }, /"a_layer", kernel_quantizer: bernoulli/],
    ['QDense', { kernel_quantizer: 'my_quantizer(3)' }, /kernel_quantizer: "my_quantizer" is no quantizer/],
    [
      'QDense',
      { kernel_quantizer: 'quantized_bits(4,0,nonsense=3)' },
      /"a_layer", kernel_quantizer: .*nonsense/,
    ],
    ['QDense', { kernel_quantizer: 'quantized_bits(4,0,alpha=1,qnoise_factor=0.5)' }, /qnoise_factor/],
    ['QLSTM', { state_quantizer: kernel_quantizer }, /its state_quantizer quantizes inside the layer/],
    ['QAveragePooling2D', { average_quantizer: 'my_quantizer' }, /average_quantizer: "my_quantizer"/],
    ['QLSTM', { state_quantizer: 'my_quantizer' }, /state_quantizer: "my_quantizer"/],
    ['QDense', { kernel_quantizer: 5 }, /"a_layer", kernel_quantizer: 5 is neither a quantizer/],
    [
      'QActivation',
      { activation: { class_name: 'function', config: { code: 'x' } } },
      /is neither a quantizer nor/,
    ],
    ['LSTM', { activation: 'quantized_tanh(4)' }, /LSTM with a quantized activation/],
    ['QLSTM', { activation: 'quantized_tanh(4)' }, /activation/],
    ['QLSTM', { recurrent_activation: 'quantized_sigmoid(4)' }, /recurrent_activation/],
    ['Bidirectional', { layer: { class_name: 'QLSTM', config: {} } }, /QLSTM in Bidirectional/],
  ])('%s %j is refused by name', (className, config, message) => {
    const read = (): unknown => model(className, config);
    expect(read).toThrow(LabError);
    expect(read).toThrow(message);
  });
});
