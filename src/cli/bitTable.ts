/** `bitflip inspect --bits`: shares of ones per bit in the stored parameters, as JSON and as a table. */
import { type BitShares, bitShares, type StoredWords } from '#engine/campaign/plan/bitShares.ts';
import type { FormatOf } from '#engine/campaign/plan/population.ts';
import { fieldOf } from '#engine/formats/format.ts';
import type { Json } from '#engine/jsonText.ts';
import type { Laboratory } from '#engine/runtime/laboratory.ts';
import { columns } from './columns.ts';

/** Of every float32 parameter of the model, each counted once. */
export async function bitsOf({ program, device }: Laboratory, formatOf: FormatOf): Promise<BitShares[]> {
  const stored: StoredWords[] = [];
  for (const { id, tensor } of Object.values(program.graph.parameters)) {
    const parameter = program.parameters.get(id);
    if (parameter === undefined || parameter.dtype !== 'float32') continue;
    stored.push({ tensor, format: formatOf(id), words: await device.words(parameter) });
  }
  return bitShares(stored);
}

export function bitsJson(shares: readonly BitShares[]): Json {
  return shares.map(({ tensor, format, elements, ones }) => ({ tensor, format, elements, ones: [...ones] }));
}

/** One table for each format. */
export function bitsText(shares: readonly BitShares[]): string {
  const formats = [...new Set(shares.map(({ format }) => format))];
  return formats
    .map((name) => {
      const own = shares.filter(({ format }) => format === name);
      return `Share of ones in the words of parameters, ${name}:\n${table(own)}`;
    })
    .join('\n');
}

function table(shares: readonly BitShares[]): string {
  const width = shares[0]?.ones.length ?? 0;
  const fields = { fields: shares[0]?.fields ?? [], name: '', width, decode: () => 0 };
  const bits = Array.from({ length: width }, (_, k) => width - 1 - k);
  return columns(
    [
      ['bit', 'field', ...shares.map(({ tensor }) => tensor)],
      ['', 'words', ...shares.map(({ elements }) => elements.toLocaleString('en'))],
      ...bits.map((bit) => [
        String(bit),
        fieldOf(fields, bit).name,
        ...shares.map(({ ones }) => shareText(ones[bit] as number)),
      ]),
    ],
    ['right', 'left', ...shares.map(() => 'right' as const)],
  );
}

/** 0 and 1 stand only for none and all. */
function shareText(share: number): string {
  if (share === 0 || share === 1) return String(share);
  const text = share.toFixed(4);
  return text === '0.0000' || text === '1.0000' ? share.toPrecision(6) : text;
}
