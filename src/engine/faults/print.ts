/**
 * Faults as canonical fault strings (DESIGN 3.1): no white space, no leading zeros, words in lower-case
 * hexadecimal.
 */
import type { AxisIndex, Effect, Fault, Site, SiteIndex } from './fault.ts';

/** What `parseFaults` reads back as the same faults; the empty string for none. */
export function printFaults(faults: readonly Fault[]): string {
  return faults.map(printFault).join(';');
}

export function printFault({ site, effect, format }: Fault): string {
  return `${printSite(site)}:${printEffect(effect)}${format === null ? '' : `@${format}`}`;
}

export function printSite({ node, tensor, index, step, image }: Site): string {
  const when = step === null ? '' : `@t=${step}`;
  const whom = image === null ? '' : `@image=${image}`;
  return `${node}/${tensor}[${printIndex(index)}]${when}${whom}`;
}

export function printIndex(index: SiteIndex): string {
  return index.kind === 'flat' ? `#${index.at}` : index.axes.map(printAxis).join(',');
}

export function printEffect(effect: Effect): string {
  switch (effect.kind) {
    case 'flip':
    case 'stuck0':
    case 'stuck1':
      return `${effect.kind}(${effect.bits.join(',')})`;
    case 'set':
      return `set(${printValue(effect.value)})`;
    case 'setWord':
      return `set(0x${effect.word.toString(16)})`;
    case 'zero':
      return 'zero';
  }
}

function printAxis(axis: AxisIndex): string {
  switch (axis.kind) {
    case 'at':
      return String(axis.at);
    case 'range':
      return `${axis.from}:${axis.to}`;
    case 'all':
      return '*';
  }
}

/** The shortest decimal that reads back as the same double, without the plus sign that links would escape. */
function printValue(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}
