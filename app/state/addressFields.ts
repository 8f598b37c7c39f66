/** The fields of an address after `#`: `#/lab?key=value&key=value`. Reading never throws. */

export type AddressFields = readonly (readonly [key: string, value: string])[];

/** The fields of a hash; everything before `?` is a path. Later fields of one key win. */
export function readFields(hash: string): AddressFields {
  const query = hash.includes('?') ? hash.slice(hash.indexOf('?') + 1) : '';
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const [key, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    fields.set(unescapeField(key), unescapeField(value));
  }
  return [...fields];
}

/** `a=1&b=2`. Readable: only what an address cannot hold is escaped; brackets, commas, colons and slashes stay. */
export function printFields(fields: AddressFields): string {
  return fields
    .map(([key, value]) => `${escapeField(key).replaceAll('=', '%3D')}=${escapeField(value)}`)
    .join('&');
}

/** Text from a link, short enough for a message. */
export const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

function escapeField(text: string): string {
  return text.replace(/[%&#+<>"`\s\p{C}]|[^\p{ASCII}]/gu, encodeOne);
}

function encodeOne(character: string): string {
  try {
    return encodeURIComponent(character);
  } catch {
    // Half of a surrogate pair has no UTF-8.
    return '%EF%BF%BD';
  }
}

/** Escapes that are no escapes stay as they are. */
function unescapeField(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
