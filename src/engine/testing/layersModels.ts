/**
 * Test LayersModels, one structure each. Weights are drawn by name and shape from the model's name, so a model is the
 * same however often it is built; the initial values of TensorFlow.js are overwritten.
 */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import {
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
  sequential,
} from '@tensorflow/tfjs-layers';
import { seededFloats, weightValues } from './seededFloats.ts';
import { floatInputs, type TestModel } from './testModel.ts';

type Layer = LayersModel['layers'][number];

/** Calls a layer on symbols; a layer with several outputs gives a list. */
const call = (layer: Layer, x: SymbolicTensor | SymbolicTensor[]): SymbolicTensor =>
  layer.apply(x) as SymbolicTensor;
const callMany = (layer: Layer, x: SymbolicTensor | SymbolicTensor[]): SymbolicTensor[] =>
  layer.apply(x) as SymbolicTensor[];

const conv = (
  name: string,
  filters: number,
  kernelSize: number,
  more: Partial<Parameters<typeof layers.conv2d>[0]> = {},
): Layer => layers.conv2d({ name, filters, kernelSize, padding: 'same', ...more });
const norm = (name: string): Layer => layers.batchNormalization({ name });
const relu = (name: string): Layer => layers.reLU({ name });
/** The default recurrent initializer needs chained operations (`x.flatten()`), which tfjs-core does not register. */
const lstm = (name: string, units: number, more: Partial<Parameters<typeof layers.lstm>[0]> = {}): Layer =>
  layers.lstm({ name, units, recurrentInitializer: 'zeros', ...more });

function withSeededWeights(built: LayersModel, seed: string): LayersModel {
  const floats = seededFloats(seed);
  for (const layer of built.layers) {
    const values: Tensor[] = layer.weights.map(({ originalName, shape }) =>
      tensor(weightValues(originalName, shape as number[], floats), shape as number[]),
    );
    layer.setWeights(values);
    for (const value of values) value.dispose();
  }
  return built;
}

/** Two residual blocks, the second with stride 2 and a projection. */
function residual(): LayersModel {
  const x = input({ name: 'image', shape: [12, 12, 3] });
  const stem = call(
    relu('stem_relu'),
    call(norm('stem_bn'), call(conv('stem', 8, 3, { useBias: false }), x)),
  );
  const block = (
    from: SymbolicTensor,
    name: string,
    strides: number,
    shortcut: SymbolicTensor,
  ): SymbolicTensor => {
    const a = call(conv(`${name}_conv1`, 8, 3, { useBias: false, strides }), from);
    const b = call(relu(`${name}_relu1`), call(norm(`${name}_bn1`), a));
    const c = call(norm(`${name}_bn2`), call(conv(`${name}_conv2`, 8, 3, { useBias: false }), b));
    return call(relu(`${name}_relu2`), call(layers.add({ name: `${name}_add` }), [c, shortcut]));
  };
  const first = block(stem, 'block1', 1, stem);
  const second = block(first, 'block2', 2, call(conv('block2_projection', 8, 1, { strides: 2 }), first));
  const pooled = call(layers.globalAveragePooling2d({ name: 'pool' }), second);
  return model({
    inputs: x,
    outputs: call(layers.dense({ name: 'classes', units: 10, activation: 'softmax' }), pooled),
  });
}

/** Two fire modules; the second has a bypass around it. */
function fireModule(): LayersModel {
  const x = input({ name: 'image', shape: [12, 12, 3] });
  const activation = (name: string): Layer => layers.activation({ name, activation: 'relu' });
  const fire = (from: SymbolicTensor, name: string): SymbolicTensor => {
    const squeezed = call(relu(`${name}_squeeze_relu`), call(conv(`${name}_squeeze1x1`, 4, 1), from));
    const left = call(activation(`${name}_relu_expand1x1`), call(conv(`${name}_expand1x1`, 6, 1), squeezed));
    const right = call(activation(`${name}_relu_expand3x3`), call(conv(`${name}_expand3x3`, 6, 3), squeezed));
    return call(layers.concatenate({ name: `${name}_concat` }), [left, right]);
  };
  const stem = call(conv('conv1', 8, 3, { strides: 2, activation: 'relu' }), x);
  const first = fire(stem, 'fire1');
  const second = call(layers.add({ name: 'bypass' }), [first, fire(first, 'fire2')]);
  const pooled = call(layers.maxPooling2d({ name: 'pool', poolSize: 2, strides: 2 }), second);
  const logits = call(
    layers.globalAveragePooling2d({ name: 'average' }),
    call(conv('conv10', 10, 1), pooled),
  );
  return model({
    inputs: x,
    outputs: call(layers.activation({ name: 'probabilities', activation: 'softmax' }), logits),
  });
}

/** One convolution and one dense layer, called three times each. */
function sharedLayer(): LayersModel {
  const x = input({ name: 'image', shape: [8, 8, 2] });
  const sharedConv = conv('shared_conv', 4, 3, { activation: 'relu' });
  const sharedDense = layers.dense({ name: 'shared_dense', units: 5, activation: 'tanh' });
  const heads: SymbolicTensor[] = [];
  let at = call(conv('stem', 4, 1), x);
  for (const stage of [1, 2, 3]) {
    at = call(sharedConv, at);
    heads.push(call(sharedDense, call(layers.globalAveragePooling2d({ name: `pool${stage}` }), at)));
  }
  const joined = call(layers.concatenate({ name: 'concat' }), heads);
  return model({
    inputs: x,
    outputs: call(layers.dense({ name: 'classes', units: 6, activation: 'softmax' }), joined),
  });
}

/** A Sequential called twice, and a model with two outputs inside, which itself holds a Sequential. */
function nested(): LayersModel {
  const x = input({ name: 'image', shape: [8, 8, 4] });
  const features = sequential({ name: 'features' });
  features.add(conv('conv', 4, 3, { inputShape: [8, 8, 4], activation: 'relu' }));
  features.add(norm('bn'));
  const twice = call(features, call(features, x));

  const y = input({ name: 'inner_image', shape: [8, 8, 4] });
  const projection = sequential({ name: 'projection' });
  projection.add(conv('conv', 3, 1, { inputShape: [8, 8, 4] }));
  projection.add(relu('relu'));
  const split = model({
    name: 'two_heads',
    inputs: y,
    outputs: [call(projection, y), call(layers.globalAveragePooling2d({ name: 'pool' }), y)],
  });
  const [map, pooled] = callMany(split, twice) as [SymbolicTensor, SymbolicTensor];
  const flat = call(layers.flatten({ name: 'flatten' }), map);
  const joined = call(layers.concatenate({ name: 'concat' }), [flat, pooled]);
  return model({
    inputs: x,
    outputs: call(layers.dense({ name: 'classes', units: 5, activation: 'softmax' }), joined),
  });
}

/** Image and sequence in, class and trace out; the states of one LSTM start another. */
function multiInputOutput(): LayersModel {
  const image = input({ name: 'image', shape: [8, 8, 1] });
  const sequence = input({ name: 'sequence', shape: [5, 3] });
  const flat = call(
    layers.flatten({ name: 'flatten' }),
    call(conv('conv', 3, 3, { strides: 2, activation: 'elu' }), image),
  );
  const seen = call(layers.dense({ name: 'seen', units: 6, activation: 'sigmoid' }), flat);
  const encoder = lstm('encoder', 6, { returnSequences: true, returnState: true });
  const [heard, h, c] = callMany(encoder, sequence) as [SymbolicTensor, SymbolicTensor, SymbolicTensor];
  const repeated = call(layers.repeatVector({ name: 'repeat', n: 4 }), seen);
  const decoder = lstm('decoder', 6, { returnSequences: true });
  const trace = call(decoder, [repeated, h, c]);
  const joined = call(layers.concatenate({ name: 'concat' }), [
    seen,
    call(layers.flatten({ name: 'heard' }), heard),
    call(layers.flatten({ name: 'told' }), trace),
  ]);
  const classes = call(layers.dense({ name: 'classes', units: 4, activation: 'softmax' }), joined);
  return model({ inputs: [image, sequence], outputs: [classes, trace] });
}

/** Token 0 is padding and masked. */
function masking(): LayersModel {
  const tokens = input({ name: 'tokens', shape: [7] });
  const embedded = call(
    layers.embedding({ name: 'embedding', inputDim: 12, outputDim: 6, maskZero: true }),
    tokens,
  );
  const state = call(lstm('lstm', 8), embedded);
  return model({
    inputs: tokens,
    outputs: call(layers.dense({ name: 'classes', units: 4, activation: 'softmax' }), state),
  });
}

function depthwiseSeparable(): LayersModel {
  const x = input({ name: 'image', shape: [12, 12, 3] });
  const depthwise = layers.depthwiseConv2d({
    name: 'depthwise',
    kernelSize: 3,
    padding: 'same',
    depthMultiplier: 2,
    activation: 'relu6',
  });
  const separable = layers.separableConv2d({
    name: 'separable',
    filters: 8,
    kernelSize: 3,
    strides: 2,
    padding: 'same',
    activation: 'relu',
  });
  const after = call(
    separable,
    call(norm('bn'), call(depthwise, call(conv('stem', 4, 3, { strides: 2 }), x))),
  );
  const pooled = call(layers.averagePooling2d({ name: 'pool', poolSize: 3 }), after);
  const flat = call(layers.flatten({ name: 'flatten' }), pooled);
  return model({
    inputs: x,
    outputs: call(layers.dense({ name: 'classes', units: 10, activation: 'softmax' }), flat),
  });
}

/** Frees all weights; `model.dispose` leaves those of layers that were called more than once. */
export function disposeWeights(built: LayersModel): void {
  for (const weight of new Set(built.weights)) weight.dispose();
}

const paddedTokens: TestModel<unknown>['sampleInputs'] = (seed, batchSize = 1) => {
  const floats = seededFloats(`tokens ${seed}`);
  const values = new Float32Array(batchSize * 7);
  for (let b = 0; b < batchSize; b++) {
    const length = 2 + floats.below(5);
    for (let t = 0; t < length; t++) values[b * 7 + t] = 1 + floats.below(11);
  }
  return [{ shape: [batchSize, 7], values }];
};

const named = (
  name: string,
  make: () => LayersModel,
  sampleInputs: TestModel<unknown>['sampleInputs'],
): TestModel<LayersModel> => ({
  name,
  build: async () => withSeededWeights(make(), name),
  sampleInputs,
});

export const layersTestModels: readonly TestModel<LayersModel>[] = [
  named('residual', residual, floatInputs([12, 12, 3])),
  named('fire-module', fireModule, floatInputs([12, 12, 3])),
  named('shared-layer', sharedLayer, floatInputs([8, 8, 2])),
  named('nested', nested, floatInputs([8, 8, 4])),
  named('multi-input-output', multiInputOutput, floatInputs([8, 8, 1], [5, 3])),
  named('masking', masking, paddedTokens),
  named('depthwise-separable', depthwiseSeparable, floatInputs([12, 12, 3])),
];
