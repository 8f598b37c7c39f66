// @ts-check
/**
 * The import law as tables: who may know whom (DESIGN section 1), which package belongs where, and calls the engine
 * must not make. An exception is a line in EXCEPTIONS, with a reason.
 */

/** Folders of the engine, each with the folders it may know. `labError.ts` is open to all. */
export const ENGINE = {
  words: [],
  random: [],
  formats: ['words'],
  quantizers: ['words', 'formats'],
  graph: [],
  faults: ['words', 'formats', 'graph'],
  storage: ['words', 'formats', 'quantizers', 'graph'],
  runtime: ['words', 'formats', 'quantizers', 'graph', 'faults', 'storage'],
  campaign: ['words', 'formats', 'graph', 'faults', 'storage', 'runtime', 'random'],
  analysis: ['words', 'formats', 'graph', 'faults', 'storage', 'runtime', 'random', 'campaign'],
  // Quantizers stand in the files of QKeras.
  io: ['words', 'formats', 'quantizers', 'graph', 'faults'],
  // One way through (DESIGN section 2), from a file to an outcome: the only folder that knows io and runtime alike.
  scene: [
    'words',
    'formats',
    'quantizers',
    'graph',
    'faults',
    'storage',
    'runtime',
    'random',
    'campaign',
    'io',
  ],
};

/** Values, not only types, of these are open to the page: pure TypeScript that never reaches tf.js. */
export const OPEN_TO_APP = ['words', 'formats', 'quantizers', 'storage', 'faults', 'random', 'campaign'];

/** Packages that belong to some parts only. */
export const PACKAGES = [
  { match: /^@tensorflow\//, parts: ['engine/runtime', 'engine/graph', 'engine/io'] },
  { match: /^@tensorflow\/[^?]*\.wasm\?url$/, parts: ['workers'] },
  { match: /^(comlink|@dagrejs\/dagre)$/, parts: ['workers'] },
  { match: /^(react|react-dom|zustand|d3-\w+|@fontsource[\w-]*)(\/|$)/, parts: ['app'] },
  { match: /^(vitest|fast-check|happy-dom|@playwright|@axe-core)(\/|$)/, parts: [] },
];

/** Calls that break exactness, determinism or a back end (spec: checklist of the engine). */
export const BANNED = [
  {
    match: /\bdataSync\s*\(/g,
    why: 'dataSync() blocks, and reads zeros on some WebGPU adapters: await data()',
  },
  { match: /\.setWeights\s*\(/g, why: 'setWeights() applies constraints again: swap variables instead' },
  { match: /\bMath\.random\b/g, why: 'the engine is deterministic: use engine/random' },
  {
    match: /\b(?:Date\.now|performance\.now|new Date)\b/g,
    why: 'the engine has no clock: let the caller pass times',
  },
  { match: /\btf\.argMax\b/g, why: 'verdicts are computed by our own code: tf.argMax differs on NaN' },
];

/** `from` may use `to` although the tables say no. That the page never reaches tf.js holds for these as well. */
export const EXCEPTIONS = [
  {
    from: /^app\/share\//,
    to: 'src/engine/io/npy.ts',
    why: 'tensors leave the page as the files the command line reads; writing them is pure',
  },
  {
    from: /^app\//,
    to: 'src/engine/runtime/thumbnail.ts',
    why: 'the codes of thumbnails are pure numbers, shared by the kernels that write and the page that paints them',
  },
  {
    from: /^app\//,
    to: 'src/engine/graph/modelGraph.ts',
    why: 'the graph is plain data, and finding a node in it is pure',
  },
  ...[
    'scene/inputTargets.ts',
    'scene/inputRecipe.ts',
    'scene/madeTensor.ts',
    'io/datasets/preparation.ts',
  ].map((file) => ({
    from: /^app\//,
    to: `src/engine/${file}`,
    why: 'the page shows and changes how data become inputs; words to settings and back are pure',
  })),
  {
    from: /^app\//,
    to: 'src/engine/scene/importText.ts',
    why: 'page and command line tell of an import in the same words, and wording them is pure',
  },
  {
    from: /^app\//,
    to: 'src/engine/scene/judgeScene.ts',
    why: 'page and worker must judge a fault string alike, and judging it is pure',
  },
  {
    from: /^src\/engine\/runtime\/nanTable\.ts$/,
    to: '@tensorflow/tfjs-core',
    why: 'the table says what argMax must give for NaN; no verdict comes from it',
  },
];
