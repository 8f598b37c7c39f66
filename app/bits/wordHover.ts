/** Lights one field of the word editor, and one bit in strip and chart, without rendering anything. */
export interface WordHover {
  readonly field: string;
  readonly bitIndex: number | null;
}

/** `null` puts everything back to rest. */
export function highlight(root: HTMLElement | null, hover: WordHover | null): void {
  if (!root) return;
  if (hover) root.dataset['hover'] = hover.field;
  else delete root.dataset['hover'];
  for (const lit of root.querySelectorAll('.lit')) lit.classList.remove('lit');
  const story = root.querySelector<HTMLElement>('.flip-story');
  const term = root.querySelector<HTMLElement>('.bit-term');
  if (story) story.textContent = story.dataset['rest'] ?? '';
  if (term) term.textContent = '';
  if (!hover || hover.bitIndex === null) return;
  for (const element of root.querySelectorAll<HTMLElement>(`[data-bit="${hover.bitIndex}"]`)) {
    element.classList.add('lit');
    if (story && element.dataset['story']) story.textContent = element.dataset['story'];
    if (term && element.dataset['term'])
      term.textContent = `bit ${hover.bitIndex}: ${element.dataset['term']}`;
  }
}
