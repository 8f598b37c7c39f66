/**
 * A scene's fault as it stands for each picture of a gallery: every picture is put on the bench by itself, so
 * `@image=0` is any of them, and a later image is never there.
 */
import type { Fault } from '../faults/fault.ts';

export function forEveryPicture(fault: Fault): Fault {
  return fault.site.image === 0 ? { ...fault, site: { ...fault.site, image: null } } : fault;
}
