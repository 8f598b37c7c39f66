/** The keyboard's pen: where a key leads on the sheet and what it does there. Pure; null means "not my key". */
export interface SheetStep {
  readonly cell: number;
  readonly act: 'move' | 'ink' | 'erase';
}

const ARROWS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** `drawing`: Shift is held, the pen is down. */
export function sheetStep(key: string, drawing: boolean, cell: number, side: number): SheetStep | null {
  const arrow = Object.hasOwn(ARROWS, key) ? ARROWS[key] : undefined;
  if (arrow) {
    const x = Math.min(side - 1, Math.max(0, (cell % side) + arrow[0]));
    const y = Math.min(side - 1, Math.max(0, Math.floor(cell / side) + arrow[1]));
    return { cell: y * side + x, act: drawing ? 'ink' : 'move' };
  }
  if (key === ' ') return { cell, act: 'ink' };
  if (key === 'Delete' || key === 'Backspace') return { cell, act: 'erase' };
  return null;
}
