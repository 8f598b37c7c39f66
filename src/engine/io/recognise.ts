/** What a file is, told from its content first and its name second. */
import { isZip } from './archive.ts';
import { isHdf5 } from './keras/isHdf5.ts';

export type FileKind =
  | 'hdf5'
  | 'zip'
  | 'json'
  | 'npy'
  | 'onnx'
  | 'tflite'
  | 'torch'
  | 'saved-model'
  | 'pickle'
  | 'png'
  | 'jpeg'
  | 'idx'
  | 'other';

const EXTENSIONS: Readonly<Record<string, FileKind>> = {
  onnx: 'onnx',
  tflite: 'tflite',
  pt: 'torch',
  pth: 'torch',
  safetensors: 'torch',
  pb: 'saved-model',
  pkl: 'pickle',
};

export function recogniseFile(name: string, bytes: Uint8Array): FileKind {
  if (isHdf5(bytes)) return 'hdf5';
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  // A PyTorch checkpoint is a zip, too.
  if (isZip(bytes)) return EXTENSIONS[extension] ?? 'zip';
  if (startsWith(bytes, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])) return 'npy';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return 'png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(bytes.subarray(4), [0x54, 0x46, 0x4c, 0x33])) return 'tflite';
  if (EXTENSIONS[extension] !== undefined) return EXTENSIONS[extension];
  if (/ubyte$/.test(name) && bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 8) return 'idx';
  return opensJson(bytes) ? 'json' : 'other';
}

const startsWith = (bytes: Uint8Array, prefix: readonly number[]): boolean =>
  prefix.every((byte, i) => bytes[i] === byte);

function opensJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  return first === 0x7b || first === 0x5b;
}
