/** What the word of a code means: code × step, scale × (code - zero point), or just its place in the table. */
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import type { CodeFormat } from '#engine/formats/codeFormat.ts';
import type { WordFormat } from '#engine/formats/format.ts';

export function CodeEquation({ format, word }: { readonly format: WordFormat; readonly word: number }) {
  if (!('codeOf' in format)) return null;
  const codes = format as CodeFormat;
  const code = codes.codeOf(word);
  const value = exactFloat32(codes.decode(word));
  const [, step, zero] = /^u?int\d+\(([^,]+),(-?\d+)\)$/.exec(codes.name) ?? [];
  if (step !== undefined) {
    return (
      <p className="equation">
        <span>{exactFloat32(Number(step))}</span>
        <span className="times">×</span>
        <span>
          ({code} - {zero})
        </span>
        <span className="times">=</span>
        <span>{value}</span>
        <span className="word-class">scale × (code - zero point)</span>
      </p>
    );
  }
  const one = codes.width > 1 ? codes.decode(codes.wordOf(1)) : Number.NaN;
  const linear = Number.isFinite(one) && Math.fround(one * code) === codes.decode(word);
  return (
    <p className="equation">
      <span>code {code}</span>
      {linear && (
        <>
          <span className="times">×</span>
          <span>{exactFloat32(one)}</span>
        </>
      )}
      <span className="times">=</span>
      <span>{value}</span>
      {codes.signed && codes.width > 1 && <span className="word-class">two’s complement</span>}
    </p>
  );
}
