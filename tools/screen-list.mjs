// @ts-check
/**
 * Every screen and dialog of the page, and the way there: read by tools/screens.mjs, which takes their pictures, and by
 * the accessibility test, which lets axe look at each. A new screen is one line.
 */

/** @typedef {import('@playwright/test').Page} Page */
/**
 * @typedef {object} Screen
 * @property {string} name file name, and what a test calls it
 * @property {string} hash address
 * @property {'Outcome' | 'Network' | 'Layer' | 'Faults'} [panel] the panel that a small screen shows
 * @property {string} [key] pressed when the page is there
 * @property {(page: Page) => import('@playwright/test').Locator} [shown] what is there when the screen is
 */

const SDC = 'conv2d_1/kernel[3,1,2,2]:flip(30)';
const LAYER = '#/lab?m=lenet5&i=7&n=conv2d_1';
const WEIGHT = `${LAYER}&t=conv2d_1/kernel&w=3,1,2,2`;
const WRONG = `${WEIGHT}&f=${SDC}`;

const dialog = (/** @type {string} */ name) => (/** @type {Page} */ page) =>
  page.getByRole('dialog', { name });
const verdict = (/** @type {Page} */ page) =>
  page.getByRole('status', { name: 'Verdict' }).filter({ visible: true });

/** @type {readonly Screen[]} */
export const SCREENS = [
  { name: 'lab', hash: '', panel: 'Network', shown: verdict },
  { name: 'outcome', hash: WRONG, panel: 'Outcome', shown: verdict },
  { name: 'network', hash: WRONG, panel: 'Network', shown: verdict },
  { name: 'activations', hash: `${LAYER}&t=conv2d_1/output&v=diff&f=${SDC}`, panel: 'Layer', shown: verdict },
  { name: 'weights', hash: WRONG, panel: 'Layer', shown: verdict },
  {
    name: 'range',
    hash: `${WEIGHT}&tab=range`,
    panel: 'Layer',
    shown: (page) => page.locator('.range').first(),
  },
  {
    name: 'not-a-number',
    hash: `${LAYER}&t=conv2d_1/output&f=dense_2/kernel[55,4]:flip(30)`,
    panel: 'Outcome',
  },
  {
    name: 'faults',
    hash: `${WRONG};dense_2/bias[3]:set(2)`,
    panel: 'Faults',
    key: 'l',
    shown: dialog('Faults'),
  },
  { name: 'history', hash: WRONG, panel: 'Faults', key: 'h', shown: dialog('History') },
  {
    name: 'find',
    hash: WRONG,
    panel: 'Network',
    key: 'Shift+F',
    shown: (page) => page.getByRole('combobox', { name: 'Find a layer' }),
  },
  { name: 'models', hash: WRONG, key: 'm', shown: dialog('Models') },
  { name: 'campaign', hash: WRONG, key: 'Shift+C', shown: dialog('Campaign') },
  { name: 'pictures', hash: WRONG, key: 'c', shown: dialog('Choose a picture') },
  { name: 'draw', hash: WRONG, key: 'w', shown: dialog('Draw a digit') },
  { name: 'share', hash: WRONG, key: 's', shown: dialog('Share') },
  { name: 'export', hash: WRONG, key: 'e', shown: dialog('Share') },
  { name: 'commands', hash: WRONG, key: 'Control+k', shown: dialog('Commands') },
  { name: 'help', hash: WRONG, key: '?', shown: dialog('Keys and help') },
  { name: 'embed', hash: `#/embed?e=network&m=lenet5&i=7&f=${SDC}` },
  { name: 'numbers', hash: '#/numbers', shown: (page) => page.getByRole('heading').first() },
];

/**
 * Every other bundled model with a wrong answer in it, as the library's ready fault gives it; LeNet-5 is in all screens
 * above. @type {readonly Screen[]}
 */
export const MODEL_SCREENS = [
  ['lenet5-tanh', 7, 'dense_2/bias', '1', 30],
  ['qkeras-digits', 8, 'conv2d/bias', '3', 7],
  ['inception-fashion', 9, 'block2_5x5/kernel', '4,2,8,9', 30],
  ['fire-cifar10', 3, 'fire5_expand1x1/kernel', '0,0,16,30', 30],
  ['resnet20', 3, 'stage2_block1_conv1/kernel', '1,1,2,3', 30],
  ['efficientnet-lite0', 0, 'dense/kernel', '349,859', 30],
].map(([id, picture, tensor, word, bit]) => ({
  name: `model-${id}`,
  hash: `#/lab?m=${id}&i=${picture}&t=${tensor}&w=${word}&f=${tensor}[${word}]:flip(${bit})`,
  panel: 'Network',
  shown: verdict,
}));

/** Goes to a screen. `base` is the address of the page up to its hash, query included. */
export async function openScreen(
  /** @type {Page} */ page,
  /** @type {string} */ base,
  /** @type {Screen} */ screen,
) {
  // Another hash on the same page would only be followed, not loaded.
  await page.goto('about:blank');
  await page.goto(base + screen.hash);
  if (!screen.hash.startsWith('#/numbers')) await atRest(page);
  const tabs = page.getByRole('navigation', { name: 'Panels' });
  if (screen.panel !== undefined && (await tabs.isVisible()))
    await tabs.getByRole('button', { name: screen.panel }).click();
  if (screen.key !== undefined) await page.keyboard.press(screen.key);
  await screen.shown?.(page).first().waitFor();
}

/** The engine runs, and has nothing left to do. */
async function atRest(/** @type {Page} */ page) {
  await page.locator('.lab[data-status="ready"]').waitFor();
}
