/** What crosses between the page and the worker that reads datasets. */
import type { OwnFile } from './labApi.ts';
import type { ReadTarget } from './openDataset.ts';

export interface DatasetFacts {
  /** First 12 hexadecimal digits of the content's SHA-256. */
  readonly id: string;
  readonly recognised: string;
  readonly count: number;
  readonly labelled: boolean;
  /** The first picture is dark on light. */
  readonly lightGround: boolean;
}

export interface OriginalPicture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** The whole picture, small enough to be looked at. */
  readonly look: { readonly width: number; readonly height: number; readonly rgba: Uint8Array };
}

export interface DatasetReader {
  /** Throws LabError that names file and reason. */
  read(files: readonly OwnFile[], name: string, targets: readonly ReadTarget[]): Promise<DatasetFacts>;
  /** A picture as it is in its file; null where items are no picture files. */
  original(
    files: readonly OwnFile[],
    name: string,
    targets: readonly ReadTarget[],
    index: number,
  ): Promise<OriginalPicture | null>;
}
