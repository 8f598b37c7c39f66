import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unzip } from './archive.ts';

const zip = (files: Readonly<Record<string, Uint8Array>>) => zipSync(files, { level: 9 });

describe('zip archives', () => {
  it('lose the folder that holds everything, and what a Mac adds', () => {
    const files = unzip(
      zip({ 'a/b/model.json': strToU8('{}'), 'a/b/w.bin': strToU8('1'), '__MACOSX/a/x': strToU8('') }),
      'm.zip',
    );
    expect([...files.keys()]).toEqual(['model.json', 'w.bin']);
  });

  it('are refused before they are unpacked where they say they grow beyond the limit', () => {
    const bomb = zip({ zeros: new Uint8Array(1 << 20) });
    expect(bomb.length).toBeLessThan(4096);
    expect(() => unzip(bomb, 'bomb.zip', { files: 10, sizeBytes: 1 << 19 })).toThrow(
      /bomb\.zip unpacks to 1 MB; the limit is 1 MB/,
    );
    expect(() =>
      unzip(zip({ a: strToU8('1'), b: strToU8('2') }), 'many.zip', { files: 1, sizeBytes: 99 }),
    ).toThrow(/2 files; the limit is 1\./);
  });

  it.each(['../a', 'x/../../a', '/etc/a', 'C:/a', 'x\\..\\a'])('with the path %s are refused', (path) => {
    expect(() => unzip(zip({ [path]: strToU8('1') }), 'p.zip')).toThrow(/leaves the archive/);
  });

  it('with a flipped bit anywhere in the content are refused', () => {
    const content = Uint8Array.from({ length: 400 }, (_, i) => (i * i) % 251);
    for (const level of [0, 6] as const) {
      const whole = zipSync({ 'w.bin': content }, { level });
      const data = 30 + 'w.bin'.length;
      const packed = new DataView(whole.buffer).getUint32(18, true);
      for (let at = data; at < data + packed; at += 7) {
        const flipped = whole.slice();
        flipped[at] = (flipped[at] as number) ^ 4;
        expect(() => unzip(flipped, 'f.zip')).toThrow(/f\.zip is not a whole zip archive: .*w\.bin/);
      }
    }
  });

  const patched = (at: (view: DataView) => number, value: number, bytes: 2 | 4) => {
    const whole = zipSync({ 'w.bin': new Uint8Array(999) });
    const view = new DataView(whole.buffer);
    if (bytes === 2) view.setUint16(at(view), value, true);
    else view.setUint32(at(view), value, true);
    return whole;
  };
  const directory = (view: DataView) => view.getUint32(view.byteLength - 6, true);

  it.each([
    ['lies about its size', patched((v) => directory(v) + 24, 998, 4), /unpacks to 999 bytes.*says 998/],
    ['claims what deflate cannot do', patched((v) => directory(v) + 24, 900_000_000, 4), /deflate cannot do/],
    ['is encrypted', patched((v) => directory(v) + 8, 1, 2), /is encrypted/],
    ['is packed otherwise', patched((v) => directory(v) + 10, 14, 2), /packed by method 14/],
    ['begins elsewhere', patched((v) => directory(v) + 42, 7, 4), /does not begin where/],
    ['is of the 64-bit kind', patched((v) => v.byteLength - 6, 0xffffffff, 4), /64-bit kind/],
    ['has fewer entries than it says', patched((v) => v.byteLength - 12, 3, 2), /entry 2 of 3/],
  ])('whose entry %s are refused', (_, bytes, message) => {
    expect(() => unzip(bytes, 'z.zip')).toThrow(message);
  });

  it('hold files called as what objects have from birth', () => {
    const files = unzip(zip({ constructor: strToU8('1'), toString: strToU8('2') }), 'p.zip');
    expect([...files.keys()]).toEqual(['constructor', 'toString']);
  });
});
