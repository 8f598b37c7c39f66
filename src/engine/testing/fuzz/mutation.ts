/** A file, or the files of a folder, and one damaged copy of it: what was done, and what must come of it. */
import type { DrawBelow } from '#engine/random/seededDraws.ts';

export type Files = ReadonlyMap<string, Uint8Array>;

export type SubjectKind = 'h5' | 'keras' | 'zip' | 'tfjs-layers' | 'tfjs-graph' | 'data';

export interface FuzzSubject {
  readonly name: string;
  readonly kind: SubjectKind;
  readonly files: Files;
}

export interface Mutation {
  readonly files: Files;
  /** For the report of a failure. */
  readonly what: string;
  /**
   * `refused`: a LabError. `other`: refused, or a model of another id. `any`: refused, a model of another id, or one that
   * answers as the original does.
   */
  readonly expect: 'refused' | 'other' | 'any';
}

/** Null where it has nothing to take hold of in this subject. */
export type Mutate = (subject: FuzzSubject, draw: DrawBelow) => Mutation | null;

export const pick = <T>(list: readonly T[], draw: DrawBelow): T => list[draw(list.length)] as T;

/** The subject with one file in place of another. */
export const withFile = (files: Files, path: string, bytes: Uint8Array): Files =>
  new Map([...files].map(([name, old]) => [name, name === path ? bytes : old]));

/** Float32 numbers, int32 and so on are best hit where they begin. */
export const anyFile = (files: Files, draw: DrawBelow): readonly [string, Uint8Array] =>
  pick([...files], draw);
