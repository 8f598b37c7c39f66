/**
 * What was made of a model's files on the way in, as data for the import report: what was rewritten, how tensors are
 * stored, and what the reader should know before believing a number. Plain text throughout.
 */
export interface ImportNote {
  /** `rewritten`: computed the same way by other means. `stored`: a storage format was taken over. `warning`: may differ. */
  readonly kind: 'rewritten' | 'stored' | 'warning';
  /** One sentence, as for a list. */
  readonly what: string;
  /** Layer or tensor as the file names it; null for the whole model. */
  readonly where: string | null;
  /** Null where `what` says it all. */
  readonly why: string | null;
}

/** A sentence that stands for itself. */
export const rewritten = (
  what: string,
  where: string | null = null,
  why: string | null = null,
): ImportNote => ({
  kind: 'rewritten',
  what,
  where,
  why,
});
