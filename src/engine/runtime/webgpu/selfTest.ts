/**
 * Whether this device may compute: patches exact down to NaN payloads, signalling NaNs, subnormals and signed zeros,
 * and the quick rows of the NaN table. Words are read back in two goes. Needs the back end started by `start.ts`.
 */
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { applyPatch } from '../../words/patch.ts';
import type { Device, Readings } from '../device.ts';
import { agrees, NAN_TABLE, type NanRow, wordsWithNan } from '../nanTable.ts';
import { createWebgpuDevice } from './device.ts';

export type SelfTestResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Zeros, subnormals, ordinary numbers, infinities, quiet and signalling NaNs with payloads, of both signs. */
export const AWKWARD_WORDS = Uint32Array.of(
  0x00000000,
  0x80000000,
  0x00000001,
  0x80000001,
  0x007fffff,
  0x00800000,
  0x3f800000,
  0xbf800000,
  0x7f7fffff,
  0xff7fffff,
  0x7f800000,
  0xff800000,
  0x7f800001,
  0xff800001,
  0x7fc12345,
  0xffffffff,
);

const NEGATIVE_NAN = 0xffc00000;

export async function webgpuSelfTest(): Promise<SelfTestResult> {
  const device = createWebgpuDevice();
  try {
    const reason =
      (await patchFailure(device)) ??
      (await nanFailure(
        device,
        NAN_TABLE.filter(({ quick }) => quick),
        NEGATIVE_NAN,
      ));
    return reason === null ? { ok: true } : { ok: false, reason };
  } catch (error) {
    return {
      ok: false,
      reason: `The self-test stopped: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

async function patchFailure(device: Device): Promise<string | null> {
  const before = device.upload(AWKWARD_WORDS, [AWKWARD_WORDS.length]);
  const indices = Int32Array.from(AWKWARD_WORDS, (_, i) => i);
  const masks = Int32Array.from(AWKWARD_WORDS, (_, i) => ~(1 << (2 * i)));
  const flips = Int32Array.from(AWKWARD_WORDS, (_, i) => 1 << (31 - i));
  const patch = { indices, and: masks, xor: flips };
  const after = device.patch(before, patch);
  const probe = device.probe();
  probe.whole('before', before);
  probe.whole('after', after);
  const reading = probe.read();
  before.dispose();
  after.dispose();
  const { words } = await reading;
  const expected = AWKWARD_WORDS.slice();
  applyPatch(expected, patch);
  return (
    wordFailure('copied', words.get('before'), AWKWARD_WORDS) ??
    wordFailure('patched', words.get('after'), expected)
  );
}

function wordFailure(what: string, got: Uint32Array | undefined, expected: Uint32Array): string | null {
  const at = expected.findIndex((word, i) => got?.[i] !== word);
  return at < 0 ? null : `A ${what} word came back as ${hex(got?.[at])}, not ${hex(expected[at])}.`;
}

const hex = (word: number | undefined): string =>
  word === undefined ? 'nothing' : `0x${word.toString(16).padStart(8, '0')}`;

/** The first row that this device gets wrong, in words; null if there is none. */
export async function nanFailure(
  device: Device,
  table: readonly NanRow[],
  nanWord: number,
): Promise<string | null> {
  const probe = device.probe();
  const readings: ReturnType<typeof probe.read>[] = [];
  tidy(() => {
    for (const row of table) {
      const inputs = row.inputs.map(({ shape, values }) =>
        device.upload(wordsWithNan(values, nanWord), shape),
      );
      probe.whole(row.name, row.compute(...inputs) as Tensor);
    }
    readings.push(probe.read());
  });
  const { words } = (await Promise.all(readings))[0] as Readings;
  for (const { name, expected } of table) {
    const got = words.get(name) as Uint32Array;
    const values =
      name === 'argmax' ? [...got] : [...new Float32Array(got.buffer, got.byteOffset, got.length)];
    const at = expected.findIndex((value, i) => !agrees(values[i] as number, value));
    if (at >= 0) return `${name}: element ${at} is ${values[at]}, not ${expected[at]}.`;
  }
  return null;
}
