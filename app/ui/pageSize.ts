/** Size of the page in its own CSS pixels: smaller than the window where the page is enlarged (large type). */

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Known as long as somebody is told of changes: a computed style makes the browser lay out what waits. */
let known: PageSize | null = null;
let subscribers = 0;

export function pageSize(): PageSize {
  if (known !== null) return known;
  const zoom = Number(getComputedStyle(document.documentElement).getPropertyValue('--zoom')) || 1;
  const size = { width: innerWidth / zoom, height: innerHeight / zoom };
  if (subscribers > 0) known = size;
  return size;
}

/** Told whenever the size may be another. Returns the unsubscriber. */
export function subscribePageSize(listener: () => void): () => void {
  const changed = () => {
    known = null;
    listener();
  };
  const zoomed = new MutationObserver(changed);
  zoomed.observe(document.documentElement, { attributeFilter: ['style'] });
  window.addEventListener('resize', changed);
  if (subscribers++ === 0) known = null;
  return () => {
    if (--subscribers === 0) known = null;
    zoomed.disconnect();
    window.removeEventListener('resize', changed);
  };
}
