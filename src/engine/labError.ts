/**
 * Failures that a person can act on. The message says what, where, got, wanted and what to do; `code` is for
 * programs and survives the worker boundary; `detail` is plain data. Bugs throw ordinary Errors.
 */

export type LabErrorCode =
  | 'bad-argument'
  | 'bad-fault'
  | 'bad-file'
  | 'bad-input'
  | 'bad-model'
  | 'unknown-site'
  | 'unsupported'
  | 'backend-unavailable'
  | 'device-lost'
  | 'out-of-memory'
  | 'cancelled';

export type Detail = Readonly<
  Record<string, string | number | boolean | null | readonly (string | number)[]>
>;

export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: LabErrorCode;
  readonly detail: Detail;

  constructor(code: LabErrorCode, message: string, detail: Detail = {}) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}
