/**
 * Names as they stand in fault strings (DESIGN 3.1): parts percent-encode `% : @ [ ] ; ~`, white space and any `/`
 * that is not a scope separator, so that a node id can be put into a fault string as it is.
 */

const RESERVED = /[%:@[\];~/\s]/g;

/** One part of a node id. */
export function encodeNamePart(part: string): string {
  return part.replace(RESERVED, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** What `encodeNamePart` encoded, for people. Unknown escapes stay as they are. */
export function decodeNamePart(part: string): string {
  return part.replace(/%([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** `name` for the first call, `name~k` for the k-th (k >= 1). */
export function callName(part: string, call: number): string {
  return call === 0 ? encodeNamePart(part) : `${encodeNamePart(part)}~${call}`;
}
