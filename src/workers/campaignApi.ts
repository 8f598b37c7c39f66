/** What crosses between the page, the campaign's desk (one worker) and the workers that run trials. Plain data. */
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import type { ChannelRate } from '#engine/campaign/report/channelRates.ts';
import type { ConvergencePoint } from '#engine/campaign/report/convergence.ts';
import type { Metric } from '#engine/campaign/report/moments.ts';
import type { Report } from '#engine/campaign/report/summarise.ts';
import type { CampaignRecord } from '#engine/campaign/run/record.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import type { ModelSource } from './labApi.ts';

export type { CampaignRecord, ChannelRate, Metric, Plan, Report, Row };

/** Campaigns on WebGPU have not been measured on real graphics hardware; every fault is resumed on its own there. */
export type CampaignBackend = 'wasm' | 'webgpu';

export interface CampaignRequest extends ModelSource {
  readonly plan: Plan;
  readonly backend: CampaignBackend;
}

/** A worker that runs trials: the model open, one thread of wasm, or the graphics adapter. */
export interface CampaignApi {
  /** Throws LabError for a plan that does not fit. */
  open(request: CampaignRequest): Promise<CampaignRecord>;
  /** Rows of these trials as a chunk (rowChunk.ts); `onTrials` hears how many were run, a few times a second. */
  run(
    jobId: number,
    trials: readonly number[],
    onTrials: (run: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** SHA-256 of all parameters as they are now. */
  weights(): Promise<string>;
  cancel(jobId: number): void;
}

export type CampaignPhase =
  | 'opening'
  /** What was kept is read. */
  | 'reading'
  | 'running'
  /** What is under way is finished first. */
  | 'pausing'
  | 'paused'
  /** All trials ran; their rows are added up in order. */
  | 'closing'
  | 'finished'
  | 'failed';

/** How a campaign stands; told at most a few times a second. */
export interface CampaignStand {
  /** Empty until the model is open. */
  readonly id: string;
  readonly phase: CampaignPhase;
  readonly plan: Plan;
  readonly modelUrl: string;
  /** Id of the person's own data; null where the pictures are the model's. */
  readonly dataset: string | null;
  /** Trials that ran, those included whose rows are not yet in the journal. */
  readonly done: number;
  readonly planned: number;
  readonly trialsPerSecond: number | null;
  readonly workers: number;
  /** Workers that died and were replaced. */
  readonly lost: number;
  /** Without strata, channels and classes, which may be thousands. Null before the first rows. */
  readonly report: Report | null;
  /** Worst first. */
  readonly worst: readonly Row[];
  /** In the order of rows; at most some hundred. */
  readonly convergence: readonly ConvergencePoint[];
  readonly facts: Omit<CampaignRecord, 'graph' | 'plan' | 'rates' | 'images'> | null;
  /** Weights after the last trial are those before the first; null until that is known. */
  readonly weightsKept: boolean | null;
  /** Why it failed. */
  readonly message: string | null;
}

export type CampaignFile =
  | 'rows.csv'
  | 'rows.parquet'
  | 'summary.json'
  | 'report.html'
  /** Of plans banded as SpikingJET bands. */
  | 'spikingjet.csv'
  /** As PyTorch and as Keras count axes. */
  | 'faults-pytorch.csv'
  | 'faults-keras.csv';

export interface DeskApi {
  begin(request: CampaignRequest, tell: (stand: CampaignStand) => void): Promise<void>;
  /** A campaign that was kept: finished, or paused where it stood. */
  reopen(id: string, tell: (stand: CampaignStand) => void): Promise<void>;
  pause(): void;
  resume(): Promise<void>;
  file(name: CampaignFile): Promise<Blob>;
  channels(metric: Metric): Promise<readonly ChannelRate[]>;
}
