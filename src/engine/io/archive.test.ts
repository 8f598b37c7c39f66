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
      /bomb\.zip unpacks to more than/,
    );
    expect(() =>
      unzip(zip({ a: strToU8('1'), b: strToU8('2') }), 'many.zip', { files: 1, sizeBytes: 99 }),
    ).toThrow(/more than 1 files/);
  });

  it.each(['../a', 'x/../../a', '/etc/a', 'C:/a', 'x\\..\\a'])('with the path %s are refused', (path) => {
    expect(() => unzip(zip({ [path]: strToU8('1') }), 'p.zip')).toThrow(/leaves the archive/);
  });
});
