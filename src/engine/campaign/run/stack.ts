/**
 * Many faulty images as one batch: rows that start as a golden value of their image, get faulty words, and run together
 * through what lies behind the value. The last row of each stack is left golden and must come out golden, bit by bit:
 * otherwise rows would influence each other and no row could be believed. Rows that are bit-equal to golden again at a cut
 * are masked there and then, and only the others go on.
 */
import type { ValueId } from '../../graph/modelGraph.ts';
import type { Step } from '../../runtime/program.ts';
import type { Checkpoint } from '../../runtime/run.ts';
import type { Bench, Counting } from './bench.ts';
import { explainRows, type Unexplained } from './explainRows.ts';
import type { GoldenAnswer } from './goldenAnswer.ts';
import type { GoldenValue } from './goldenWords.ts';
import { isGolden, outputsOfRows } from './judge.ts';
import { reasonOf } from './reasons.ts';
import { sameRow } from './sameWord.ts';
import { StackRun } from './stackRun.ts';
import type { Suffix, SuffixStep } from './suffix.ts';

/** Rows of a stack are so many that what lives of them at once fills this; small models run many, large ones few. */
const LIVE_BYTES = 4 * 2 ** 20;
const FEWEST_ROWS = 15;
const MOST_ROWS = 8192;
/** A cut where fewer die than one in so many rows, seen over the first rows, is not looked at again. */
const RARE = 64;
const TRIED_ROWS = 2048;
/** Below this share of rows left, they are put together anew. */
const KEPT = 0.9;
const DEAD = -1;

/** Where rows were last looked at: a value at which those that are left differ, and the step behind it. */
interface Since {
  readonly value: ValueId;
  readonly from: number;
}

interface CutRecord {
  rows: number;
  died: number;
}

export class Stack {
  readonly #bench: Bench;
  readonly #counting: Counting;
  readonly #cuts = new Map<ValueId, CutRecord>();
  #suffix: Suffix | null = null;
  #goldens = new Map<ValueId, GoldenValue>();
  #start: GoldenValue | null = null;
  #capacity = 0;
  #words = new Int32Array(0);
  #places = new Int32Array(0);
  #images = new Int32Array(0);
  #count = 0;
  #unexplained: Unexplained[] = [];

  readonly #checkpoint: Checkpoint;

  constructor(bench: Bench, counting: Counting, checkpoint: Checkpoint) {
    this.#bench = bench;
    this.#counting = counting;
    this.#checkpoint = checkpoint;
  }

  /** Rows from here on start at this value. False where what lies behind it cannot be stacked. */
  async use(value: ValueId): Promise<boolean> {
    if (value === this.#suffix?.value) return true;
    await this.flush();
    const suffix = this.#bench.suffix(value);
    if (suffix === null) return false;
    this.#suffix = suffix;
    this.#goldens = new Map();
    this.#start = await this.#load(value);
    const { budgetBytes } = this.#bench.campaign.place;
    const bytes = suffix.liveWords * 4;
    const fitting = Math.floor(budgetBytes / 2 / bytes);
    const rows = Math.min(
      MOST_ROWS,
      Math.max(Math.floor(LIVE_BYTES / bytes), Math.min(FEWEST_ROWS, fitting), 1),
    );
    this.#capacity = this.#counting.switches.stacks ? rows : 1;
    this.#words = this.#bench.stackWords.take((this.#capacity + 1) * this.#start.size);
    this.#places = new Int32Array(this.#capacity);
    this.#images = new Int32Array(this.#capacity + 1);
    return true;
  }

  get isFull(): boolean {
    return this.#count === this.#capacity;
  }

  /** Words of the rows; `take` says where a row begins. */
  get words(): Int32Array {
    return this.#words;
  }

  /** A new row, golden so far; the stack must not be full. `place`: of the trial; `image`: in the bench. */
  take(place: number, image: number): number {
    const { size, rows } = this.#start as GoldenValue;
    const at = this.#count * size;
    this.#words.set(rows[image] as Int32Array, at);
    this.#places[this.#count] = place;
    this.#images[this.#count] = image;
    this.#count++;
    return at;
  }

  /** Runs what is waiting. */
  async flush(): Promise<void> {
    const suffix = this.#suffix;
    if (this.#count === 0 || suffix === null) return;
    await this.#checkpoint();
    const checked = suffix.steps.map((step) => this.#looksAt(step));
    for (const { step } of suffix.steps)
      for (const id of step.inputs) if (!suffix.reached.has(id)) await this.#load(id);
    for (const [i, { cut }] of suffix.steps.entries()) if (checked[i] && cut !== null) await this.#load(cut);
    this.#run(suffix, checked);
    this.#count = 0;
    if (this.#unexplained.length === 0) return;
    const unexplained = this.#unexplained;
    this.#unexplained = [];
    explainRows(this.#bench, this.#counting, suffix, this.#goldens, unexplained);
  }

  #run(suffix: Suffix, checked: readonly boolean[]): void {
    const { size, rows: golden } = this.#start as GoldenValue;
    const count = this.#count;
    const canary = this.#images[count - 1] as number;
    this.#images[count] = canary;
    this.#words.set(golden[canary] as Int32Array, count * size);
    const images = this.#images.slice(0, count + 1);
    const words = this.#words.subarray(0, (count + 1) * size);
    const run = new StackRun(this.#bench, this.#counting, this.#goldens, images, suffix.value, words);
    /** Rows of the run, by their place in this stack; DEAD where they left it, the canary last. */
    let rows = Int32Array.from({ length: count + 1 }, (_, row) => row);
    let since: Since = { value: suffix.value, from: 0 };
    const last = suffix.steps.length - 1;
    try {
      for (const [i, each] of suffix.steps.entries()) {
        run.step(each.step);
        if (i === last) break;
        const { cut } = each;
        if (!checked[i] || cut === null) {
          run.drop(each.spent.filter((id) => id !== since.value));
          continue;
        }
        this.#leave(run, each, cut, rows, since, i);
        const left = alive(rows);
        if (left.length === 1) return;
        if (left.length < KEPT * rows.length) {
          run.keep(left, cut);
          rows = left.map((k) => rows[k] as number);
        } else run.drop([since.value, ...each.spent]);
        since = { value: cut, from: i + 1 };
      }
      this.#judge(run, suffix, rows, since);
    } finally {
      run.dispose();
    }
  }

  /** Counts the rows that are golden again at a cut, behind step `to`. */
  #leave(
    run: StackRun,
    { step }: SuffixStep,
    cut: ValueId,
    rows: Int32Array,
    since: Since,
    to: number,
  ): void {
    const words = run.words(cut);
    const { rows: golden, size } = this.#goldens.get(cut) as GoldenValue;
    const record = this.#cuts.get(cut) as CutRecord;
    record.rows += rows.length;
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k] as number;
      if (row === DEAD) continue;
      const same = sameRow(words, k * size, golden[this.#images[row] as number] as Int32Array, 0, size);
      if (row === this.#count) {
        if (!same) throw canaryFailed(cut);
        continue;
      }
      if (!same) continue;
      this.#masked(run, row, k, step, since, to);
      rows[k] = DEAD;
      record.died++;
    }
  }

  #judge(run: StackRun, suffix: Suffix, rows: Int32Array, since: Since): void {
    const { campaign, golden } = this.#bench;
    const { graph } = campaign.place.program;
    const images = rows.map((row) => golden.images[this.#images[row] as number] as number);
    const outputs = outputsOfRows(campaign.golden, images, (k) => {
      const id = graph.outputs[k] as ValueId;
      return suffix.reached.has(id) ? run.words(id) : null;
    });
    const to = suffix.steps.length - 1;
    const last = suffix.steps[to]?.step;
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k] as number;
      if (row === DEAD) continue;
      if (row === this.#count) {
        if (!isGolden(campaign.golden[images[k] as number], outputs, k)) throw canaryFailed(suffix.value);
      } else if (!this.#counting.judge.add(this.#places[row] as number, images[k] as number, outputs, k))
        this.#masked(run, row, k, last, since, to);
    }
  }

  /** A masked row: told at once where one step did it, put aside to be looked at again where there were several. */
  #masked(
    run: StackRun,
    row: number,
    k: number,
    step: Step | undefined,
    { value, from }: Since,
    to: number,
  ): void {
    const place = this.#places[row] as number;
    const image = this.#images[row] as number;
    if (step === undefined) {
      // Nothing reads the value.
      const node = this.#bench.campaign.place.program.graph.values[value]?.node as string;
      this.#bench.died(this.#counting, place, image, 'zero input', node);
      return;
    }
    const { rows: golden, size } = this.#goldens.get(value) as GoldenValue;
    const faulty = run.words(value).subarray(k * size, (k + 1) * size);
    if (this.#counting.explain && from < to) {
      this.#unexplained.push({ place, image, value, words: faulty.slice(), from, to });
      return;
    }
    const read = { golden: golden[image] as Int32Array, faulty };
    const reason = reasonOf(this.#bench.killer(step), read, this.#goldenOutput(step, image));
    this.#bench.died(this.#counting, place, image, reason, step.node);
  }

  /** What the step gives for an image without faults. */
  #goldenOutput({ outputs }: Step, image: number): Int32Array {
    const [id] = outputs;
    const known = this.#goldens.get(id as ValueId)?.rows[image];
    if (known !== undefined) return known;
    const { campaign, golden } = this.#bench;
    const k = campaign.place.program.graph.outputs.indexOf(id as ValueId);
    const answer = campaign.golden[golden.images[image] as number] as GoldenAnswer;
    const { buffer, byteOffset, length } = answer.outputs[k] as Float32Array;
    return new Int32Array(buffer, byteOffset, length);
  }

  #looksAt({ cut }: SuffixStep): boolean {
    if (!this.#counting.switches.exits || cut === null) return false;
    const record = this.#cuts.get(cut) ?? { rows: 0, died: 0 };
    this.#cuts.set(cut, record);
    return record.rows < TRIED_ROWS || record.died * RARE > record.rows;
  }

  async #load(id: ValueId): Promise<GoldenValue> {
    const known = this.#goldens.get(id);
    if (known !== undefined) return known;
    const value = await this.#bench.golden.get(id);
    this.#goldens.set(id, value);
    return value;
  }
}

/** Places of the rows that are not dead. */
function alive(rows: Int32Array): Int32Array {
  const left = new Int32Array(rows.length);
  let count = 0;
  for (let k = 0; k < rows.length; k++) if (rows[k] !== DEAD) left[count++] = k;
  return left.subarray(0, count);
}

const canaryFailed = (value: ValueId): Error =>
  new Error(`${value}: the golden row of a stack did not come out golden`);
