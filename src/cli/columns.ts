/** Rows of text as aligned columns, for a terminal or a file. */

export type Alignment = 'left' | 'right';

/** Two blanks between columns, none at the ends of lines; every line ends with a line break. */
export function columns(rows: readonly (readonly string[])[], alignments: readonly Alignment[]): string {
  const widths = alignments.map((_, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    alignments.map((side, k) => pad(row[k] ?? '', widths[k] as number, side)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

function pad(text: string, width: number, side: Alignment): string {
  return side === 'left' ? text.padEnd(width) : text.padStart(width);
}
