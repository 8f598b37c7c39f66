/**
 * Errors across the thread boundary: stock comlink drops an error's class and code, so both sides install this `throw`
 * handler. A LabError arrives as a LabError with code and detail; anything else arrives as an Error with its message.
 */
import { transferHandlers } from 'comlink';
import { type Detail, LabError, type LabErrorCode } from '#engine/labError.ts';

type WireError =
  | { readonly kind: 'lab'; readonly code: LabErrorCode; readonly message: string; readonly detail: Detail }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string | undefined };

export function toWire(thrown: unknown): WireError {
  if (thrown instanceof LabError)
    return { kind: 'lab', code: thrown.code, message: thrown.message, detail: thrown.detail };
  if (thrown instanceof Error) return { kind: 'bug', message: thrown.message, stack: thrown.stack };
  return { kind: 'bug', message: String(thrown), stack: undefined };
}

export function fromWire(wire: WireError): Error {
  if (wire.kind === 'lab') return new LabError(wire.code, wire.message, wire.detail);
  const error = new Error(wire.message);
  if (wire.stack !== undefined) error.stack = wire.stack;
  return error;
}

/** Call once on each side before the first message. */
export function installWire(): void {
  const stock = transferHandlers.get('throw');
  if (stock === undefined) throw new Error('comlink has no `throw` handler; its version changed.');
  transferHandlers.set('throw', {
    canHandle: stock.canHandle,
    serialize: (thrown) => [toWire((thrown as { value: unknown }).value), []],
    deserialize: (wire) => {
      throw fromWire(wire as WireError);
    },
  });
}
