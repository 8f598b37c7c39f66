/** How far outputs moved: trials counted by the greatest change of an output, on a logarithmic scale from exactly 0 up. */
export const OUTPUT_EDGES: readonly number[] = [0, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100];

export const noOutputChanges = (): number[] => new Array<number>(OUTPUT_EDGES.length + 1).fill(0);

/** `change`: a row's maxAbsDiff. */
export const outputPlace = (change: number): number => OUTPUT_EDGES.filter((edge) => change > edge).length;
