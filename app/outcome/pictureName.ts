/** What a picture of the gallery shows: the name of its class, `digit 7` where the classes are the ten digits. */
export function pictureName(label: number | undefined, names: readonly string[] | null): string {
  if (label === undefined) return 'unnamed';
  const name = names?.[label] ?? String(label);
  return /^\d$/.test(name) ? `digit ${name}` : name;
}
