/** The one format in which a tensor is stored, from the faults on it and the storage plan (DESIGN 3.2). */

import type { Format } from '../formats/format.ts';
import { formatByName } from '../formats/formatByName.ts';
import { LabError } from '../labError.ts';
import type { Fault } from './fault.ts';
import { printFault } from './print.ts';

/**
 * `planned` is the storage plan's entry, null if there is none. `@format` adds the entry, so it speaks for
 * every fault on the tensor; without either the tensor is float32. Throws LabError 'bad-fault' for two
 * formats on one tensor, 'unsupported' for an unknown one.
 */
export function tensorFormat(faults: readonly Fault[], planned: Format | null = null): Format {
  let format = planned;
  for (const fault of faults) {
    if (fault.format === null) continue;
    const named = formatByName(fault.format);
    if (format !== null && format.name !== named.name) {
      const got = `the tensor is stored as ${format.name} already, got ${named.name}`;
      const message = `${printFault(fault)}: ${got}. A tensor has one format; change or drop "@${named.name}".`;
      throw new LabError('bad-fault', message, {
        fault: printFault(fault),
        got: named.name,
        wanted: format.name,
      });
    }
    format = named;
  }
  return format ?? formatByName('float32');
}
