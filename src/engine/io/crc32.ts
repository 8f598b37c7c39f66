/** CRC-32 as zip has it (ITU-T V.42, reflected polynomial 0xEDB88320), four bytes at a time. */

const TABLES = Array.from({ length: 4 }, () => new Uint32Array(256));
const [T0, T1, T2, T3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

for (let byte = 0; byte < 256; byte++) {
  let word = byte;
  for (let bit = 0; bit < 8; bit++) word = (word & 1) === 0 ? word >>> 1 : (word >>> 1) ^ 0xedb88320;
  T0[byte] = word;
}
for (let byte = 0; byte < 256; byte++)
  for (let k = 1; k < 4; k++) {
    const before = TABLES[k - 1]?.[byte] as number;
    (TABLES[k] as Uint32Array)[byte] = (before >>> 8) ^ (T0[before & 255] as number);
  }

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  let i = 0;
  for (; i + 4 <= bytes.length; i += 4) {
    crc ^=
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    crc =
      (T3[crc & 255] as number) ^
      (T2[(crc >>> 8) & 255] as number) ^
      (T1[(crc >>> 16) & 255] as number) ^
      (T0[crc >>> 24] as number);
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ (T0[(crc ^ (bytes[i] as number)) & 255] as number);
  return ~crc >>> 0;
}
