/** Where a pointer is in an element, in the element's own CSS pixels: the page may be enlarged (large type). */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** CSS zoom of the element; browsers that do not tell have none. */
export function zoomOf(element: Element): number {
  return element.currentCSSZoom ?? 1;
}

/** From the inner edge of the element's border. The element itself is not transformed. */
export function pointIn(element: Element, at: { readonly clientX: number; readonly clientY: number }): Point {
  const { left, top } = element.getBoundingClientRect();
  const zoom = zoomOf(element);
  return {
    x: (at.clientX - left) / zoom - element.clientLeft,
    y: (at.clientY - top) / zoom - element.clientTop,
  };
}
