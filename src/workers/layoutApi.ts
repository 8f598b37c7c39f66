/** What crosses between the page and the layout worker: boxes and who is joined to whom; places and ways. Plain data. */

export interface ScatterRequest {
  readonly items: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly links: readonly (readonly [from: string, to: string])[];
  /** Between two ranks and between two boxes of a rank. */
  readonly rankGap: number;
  readonly laneGap: number;
}

export interface ScatterAnswer {
  /** Top left corners. */
  readonly items: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  /** Points of each link's way, in the order of the links. */
  readonly edges: readonly (readonly { readonly x: number; readonly y: number }[])[];
  readonly width: number;
  readonly height: number;
}

export interface LayoutApi {
  scatter(request: ScatterRequest): ScatterAnswer;
}
