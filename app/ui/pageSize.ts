/** Size of the page in its own CSS pixels: smaller than the window where the page is enlarged (large type). */

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export function pageSize(): PageSize {
  const zoom = Number(getComputedStyle(document.documentElement).getPropertyValue('--zoom')) || 1;
  return { width: innerWidth / zoom, height: innerHeight / zoom };
}

/** Told whenever the size may be another. Returns the unsubscriber. */
export function subscribePageSize(listener: () => void): () => void {
  const zoomed = new MutationObserver(listener);
  zoomed.observe(document.documentElement, { attributeFilter: ['style'] });
  window.addEventListener('resize', listener);
  return () => {
    zoomed.disconnect();
    window.removeEventListener('resize', listener);
  };
}
