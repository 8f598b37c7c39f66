/**
 * The files that the lab needs without a network, by content: a file is kept under its path and its hash, so a new
 * version fetches only what changed, and the old one stays whole until nobody uses it any more.
 */

export interface OfflineFile {
  /** From the folder of the page, no leading slash. */
  readonly path: string;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

export interface OfflineFiles {
  /** The page, its workers, and the model it starts with. */
  readonly page: readonly OfflineFile[];
  /** Files of the other models, kept when one is chosen. */
  readonly models: Readonly<Record<string, readonly OfflineFile[]>>;
}

export const OFFLINE_CACHE = 'bitflip-lab-files';

/** Where a file lies in the cache; `scope` is the folder of the page, ends with `/`. */
export function cacheKey({ path, hash }: OfflineFile, scope: string): string {
  return new URL(`${path}?v=${hash}`, scope).href;
}

/** The file that a request means: the page itself for its folder, whatever the query; undefined: not ours. */
export function fileOfUrl(
  url: string,
  scope: string,
  byPath: ReadonlyMap<string, OfflineFile>,
): OfflineFile | undefined {
  const plain = url.replace(/[?#].*$/s, '');
  if (!plain.startsWith(scope)) return undefined;
  const path = plain.slice(scope.length);
  return byPath.get(path === '' ? 'index.html' : decoded(path));
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** What the page tells the service worker. */
export type OfflineMessage =
  /** Fetch and keep this model. */
  | { readonly kind: 'keep'; readonly model: string }
  /** The person wants the new version now. */
  | { readonly kind: 'takeOver' };
