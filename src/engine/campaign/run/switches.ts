/** Shortcuts of a campaign, each with its switch. Rows are the same with any of them on or off (shortcuts.test.ts). */

export interface RunSwitches {
  /** Start at the faulty node instead of at the inputs. */
  readonly resume: boolean;
  /** What can be shown to be masked is not run: no word changes, only zeros are met, a ReLU or pooling window cannot let it through. */
  readonly proofs: boolean;
  /** The faulty channels of a layer are computed together. */
  readonly banks: boolean;
  /** Faulty images run together as rows of a batch; without it each has a batch of its own. */
  readonly stacks: boolean;
  /** Images that are bit-equal to golden again are dropped on the way. */
  readonly exits: boolean;
  /** Products with inputs that are zero are left out of sums, in banks and stacks on wasm. */
  readonly sparse: boolean;
}

export const ALL_SHORTCUTS: RunSwitches = {
  resume: true,
  proofs: true,
  banks: true,
  stacks: true,
  exits: true,
  sparse: true,
};

/** Fresh weights and a full run from the inputs for every fault. */
export const NAIVE: RunSwitches = {
  resume: false,
  proofs: false,
  banks: false,
  stacks: false,
  exits: false,
  sparse: false,
};
