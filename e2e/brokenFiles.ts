/** Files that must be refused: what is dropped, and what the message has to say beside the file's name. */
import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

export type Dropped = Readonly<Record<string, Uint8Array>>;

export interface Broken {
  readonly files: Dropped;
  readonly says: RegExp;
}

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras-zoo.zip')));
const keras = (name: string): Uint8Array => zoo[name] as Uint8Array;
const lenet = (name: string): Uint8Array => new Uint8Array(readFileSync(`public/models/lenet5/${name}`));
const weights = lenet('weights.bin');
const text = strFromU8(lenet('model.json'));

/** LeNet-5's model.json with texts replaced, and its weights. */
function changed(
  name: string,
  replace: readonly (readonly [from: string | RegExp, to: string])[],
  bin = weights,
): Dropped {
  const json = replace.reduce((whole, [from, to]) => {
    const next = whole.replace(from, to);
    if (next === whole) throw new Error(`nothing to replace: ${from}`);
    return next;
  }, text);
  return { [name]: zipSync({ 'model.json': strToU8(json), 'weights.bin': bin }, { level: 1 }) };
}

/** An archive with one of its files changed. */
function archive(
  name: string,
  model: string,
  file: string,
  change: (bytes: Uint8Array) => Uint8Array,
): Dropped {
  const files = unzipSync(keras(model));
  files[file] = new Uint8Array(change(files[file] as Uint8Array));
  return { [name]: zipSync(files, { level: 1 }) };
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] as number) ^ 16;
  return copy;
}

/** The directory of a small zip says that one file has 2 GB. */
function bomb(): Uint8Array {
  const zip = zipSync({ 'model.json': new Uint8Array(5000) });
  const view = new DataView(zip.buffer);
  view.setUint32(view.getUint32(zip.length - 6, true) + 24, 2 ** 31, true);
  return zip;
}

const SCRIPT = '<img src=x onerror=window.scriptRan=1>';

export const BROKEN: readonly Broken[] = [
  {
    files: { 'cut.keras': keras('nested.keras').subarray(0, 4000) },
    says: /not a whole zip archive.*cut or damaged/,
  },
  { files: { 'cut.h5': keras('nested.h5').subarray(0, 3000) }, says: /damaged or cut/ },
  {
    files: { 'flipped.zip': flipped(changed('x', [])['x'] as Uint8Array, 9000) },
    says: /checksum of "weights\.bin"|cannot be unpacked/,
  },
  { files: { 'bomb.zip': bomb() }, says: /unpacks to 2048 MB; the limit is 1024 MB/ },
  { files: { 'empty.zip': zipSync({}) }, says: /holds no model/ },
  { files: { 'climbs.zip': zipSync({ '../model.json': strToU8('{}') }) }, says: /leaves the archive/ },
  { files: { 'net.onnx': strToU8('\b\u0007\u0012') }, says: /is an ONNX model.*onnx2tf/ },
  {
    files: { 'net.tflite': strToU8('\u0018\0\0\0TFL3') },
    says: /TensorFlow Lite model.*Open the Keras model/,
  },
  {
    files: { 'net.pt': zipSync({ 'net/data.pkl': strToU8('x') }) },
    says: /PyTorch weights.*Export the model to ONNX/,
  },
  {
    files: { 'saved_model.pb': strToU8('\b\u0001\u0012') },
    says: /SavedModel or frozen graph.*tensorflowjs_converter/,
  },
  {
    files: { 'model.json': lenet('model.json') },
    says: /names the weight file "weights\.bin", which is not among the files/,
  },
  { files: { 'weights.bin': weights }, says: /weights but no model/ },
  {
    files: { 'net.weights.h5': unzipSync(keras('dense.keras'))['model.weights.h5'] as Uint8Array },
    says: /no model configuration.*Save the whole model/,
  },
  { files: { 'readme.txt': strToU8('hello') }, says: /holds no model/ },
  {
    files: changed('escapes.zip', [['"weights.bin"', '"../weights.bin"']]),
    says: /leaves the model's folder/,
  },
  {
    files: changed('absolute.zip', [['"weights.bin"', '"https://example.org/w.bin"']]),
    says: /leaves the model's folder/,
  },
  {
    files: changed('surplus.zip', [], new Uint8Array([...weights, 0, 0, 0, 0])),
    says: /hold 246828 bytes, the manifest.*asks for 246824/,
  },
  { files: changed('missing.zip', [], weights.subarray(0, 1000)), says: /hold 1000 bytes/ },
  {
    files: changed('texts.zip', [['"dtype": "float32"}', '"dtype": "string"}']]),
    says: /weights of dtype "string" are not supported/,
  },
  {
    files: changed('huge.zip', [['"units": 120', '"units": 200000000']]),
    says: /80,000,000,000 numbers; the files hold 61,706/,
  },
  {
    files: changed('cycle.zip', [['[[["input", 0, 0, {}]]]', '[[["max_pooling2d", 0, 0, {}]]]']]),
    says: /wait for each other/,
  },
  {
    files: changed('custom.zip', [['"class_name": "Flatten"', '"class_name": "MyFlatten"']]),
    says: /does not know the layer: MyFlatten/,
  },
  {
    files: changed('proto.zip', [['"class_name": "Flatten"', '"class_name": "__proto__"']]),
    says: /__proto__|cannot build/,
  },
  {
    files: changed('script.zip', [['"class_name": "Flatten"', `"class_name": "${SCRIPT}"`]]),
    says: /onerror=window\.scriptRan/,
  },
  {
    files: archive('shapes.keras', 'dense.keras', 'config.json', (bytes) =>
      strToU8(strFromU8(bytes).replace(/"units": ?\d+/, '"units": 2')),
    ),
    says: /dense.*shape|Weights and layers do not match|By its configuration/,
  },
];
