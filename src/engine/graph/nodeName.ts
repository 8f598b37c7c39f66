/**
 * Names as they stand in fault strings (DESIGN 3.1): parts percent-encode `% : @ [ ] ; ~`, white space and any `/`
 * that is not a scope separator, so that a node id can be put into a fault string as it is.
 */

const RESERVED = /[%:@[\];~/\s]/g;

/** One part of a node id. */
export function encodeNamePart(part: string): string {
  return part.replace(RESERVED, (c) => (c === '~' ? '%7E' : encodeURIComponent(c)));
}

/** What `encodeNamePart` encoded, for people. A part with broken escapes stays as it is. */
export function decodeNamePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `name` for the first call, `name~k` for the k-th (k >= 1). */
export function callName(part: string, call: number): string {
  return call === 0 ? encodeNamePart(part) : `${encodeNamePart(part)}~${call}`;
}
