/** How the loss changed, counted over trials on a signed logarithmic scale: places run from below -10 over 0 to above 10. */
export const LOSS_EDGES: readonly number[] = [0, 0.001, 0.01, 0.1, 1, 10];

export const noLosses = (): number[] => new Array<number>(2 * LOSS_EDGES.length + 1).fill(0);

/** `change`: mean over a trial's labelled images that are not DUE. */
export function lossPlace(change: number): number {
  const size = Math.abs(change);
  if (!(size > 0)) return LOSS_EDGES.length;
  const step = LOSS_EDGES.filter((edge) => size > edge).length;
  return change < 0 ? LOSS_EDGES.length - step : LOSS_EDGES.length + step;
}
