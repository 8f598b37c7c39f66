/**
 * The page of numbers: the FKeras notebook's whole exercise, by mouse and by keyboard, against the arrays it printed; the
 * address; the way to the lab and back. No model is loaded and no worker started.
 */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

interface Notebook {
  readonly weights_u_seed_10dp: readonly number[];
  readonly weights_q_seed: readonly number[];
  readonly range_by_code_seed: readonly { readonly bits: string; readonly value: number }[];
  readonly single_flip_table_verified: readonly {
    readonly code: number;
    readonly after_flip_bit4_to_bit0: readonly number[];
  }[];
  readonly all_60_single_flips_of_weights_q: readonly {
    readonly lbi: number;
    readonly weight: number;
    readonly value: number;
  }[];
  readonly cases: readonly {
    readonly name: string;
    readonly input_q: readonly number[];
    readonly int_mask: readonly number[];
    readonly expected: readonly number[] | null;
  }[];
}

const notebook: Notebook = JSON.parse(
  readFileSync(new URL('../src/engine/fixtures/fkeras_notebook.json', import.meta.url), 'utf8'),
);
const WEIGHTS = notebook.weights_u_seed_10dp.join(', ');

const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });
const bit = (page: Page, index: number): Locator =>
  page.getByRole('button', { name: new RegExp(`^bit ${index}, `) });

/** Numbers of one column of the tensor's table; -0 counts as 0. */
async function column(page: Page, name: 'stored' | 'mask' | 'faulty'): Promise<readonly number[]> {
  const texts = await page.locator(`[data-column="${name}"]`).allInnerTexts();
  return texts.map((text) => Number.parseFloat(text) + 0);
}

function caseNamed(start: string) {
  const found = notebook.cases.find(({ name }) => name.startsWith(start));
  if (!found) throw new Error(`no case ${start}`);
  return found;
}

async function expectCase(page: Page, start: string): Promise<void> {
  const { int_mask, expected, input_q } = caseNamed(start);
  await expect.poll(() => column(page, 'mask'), start).toEqual(int_mask);
  expect(await column(page, 'stored'), start).toEqual(input_q.map((value) => value + 0));
  if (expected !== null)
    expect(await column(page, 'faulty'), start).toEqual(expected.map((value) => value + 0));
}

async function openNumbers(page: Page, fields = ''): Promise<void> {
  await openLab(page, { hash: `/numbers${fields}` });
  await expect(page.getByRole('heading', { name: 'Numbers', exact: true })).toBeVisible();
}

test('the notebook by mouse', async ({ page }) => {
  const models: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/models/')) models.push(request.url());
  });
  await openNumbers(page);

  await test.step('twelve weights are quantized as printed', async () => {
    await field(page, 'Numbers of the tensor').fill(WEIGHTS);
    expect(await column(page, 'stored')).toEqual(notebook.weights_q_seed);
  });

  await test.step('the code table is the printed one', async () => {
    const rows = page.getByRole('region', { name: 'Code table' }).getByRole('listitem');
    await expect(rows).toHaveCount(32);
    const printed = notebook.range_by_code_seed.map(({ bits, value }) => `${bits} ${value}`);
    const shown = await rows.evaluateAll((items) =>
      items.map((item) => {
        const [bits, value] = ['.code-bits', '.code-value'].map(
          (part) => item.querySelector(part)?.textContent,
        );
        return `${bits} ${value}`;
      }),
    );
    expect(shown).toEqual(printed);
  });

  await test.step('0.5 is 00100, and its sign bit makes it -1.5', async () => {
    await field(page, 'Value').fill('0.5');
    await expect(page.getByTestId('word')).toHaveText('00100');
    await bit(page, 4).click();
    await expect(page.getByTestId('word')).toHaveText('00100 → 10100');
    await expect(page.getByTestId('faulty')).toHaveText('-1.5');
    await bit(page, 4).click();
    await expect(page.getByTestId('faulty')).toHaveText('-');
  });

  await test.step('all 32 x 5 single flips', async () => {
    await page.getByText('One-bit neighbours as numbers').click();
    const neighbours = page.locator('.neighbour-list li');
    for (const { code, after_flip_bit4_to_bit0: after } of notebook.single_flip_table_verified) {
      await page.locator(`[data-word="${code}"] button`).click();
      await expect(page.getByTestId('word')).toHaveText(code.toString(2).padStart(5, '0'));
      const texts = await neighbours.allInnerTexts();
      expect(texts.map((text) => Number(/: (\S+)/.exec(text)?.[1]) + 0)).toEqual(after);
    }
  });

  await test.step('the cases of the notebook', async () => {
    const layerBits = field(page, 'Layer bits');
    const kind = page.getByRole('combobox', { name: 'Which bits' });
    await field(page, 'Numbers of the tensor').fill(WEIGHTS);
    await layerBits.fill('0');
    await expectCase(page, 'manual mask -16');
    await layerBits.fill('1');
    await expectCase(page, 'mask only: v3 LBI 1');
    await page.getByRole('button', { name: 'Negate' }).click();
    await layerBits.fill('');
    await expectCase(page, 'v3 on -weights_u, no regions');
    await layerBits.fill('0, 1');
    await expectCase(page, 'v3 on -weights_u, LBI 0 and 1');
    await page.getByRole('button', { name: 'Negate' }).click();
    const fills = [
      ['v1', '1/60', 'v1 deterministic'],
      ['v1', '30/60', 'mask only: v1 and v2'],
      ['v1', '1', 'v1 ber=1.0'],
      ['v2', '1/60', 'v2 deterministic'],
      ['v2', '30/60', 'mask only: v1 and v2'],
      ['v2', '60/60', 'v2 ber=60/60'],
      ['random', '1', 'quantize_and_bitflip'],
    ] as const;
    for (const [value, rate, start] of fills) {
      await kind.selectOption(value);
      await field(page, 'Bit error rate').fill(rate);
      await expectCase(page, start);
    }
  });

  await test.step('the stale cell is marked so', async () => {
    await page.getByRole('link', { name: 'Fill 60 of 60, v2' }).click();
    await expectCase(page, 'v2 ber=60/60');
    await expect(page.getByRole('listitem').filter({ hasText: 'Fill 60 of 60, v2' })).toContainText(
      'Stale: The notebook prints -0.390625',
    );
  });

  await test.step('all 60 layer bits', async () => {
    await page.getByRole('combobox', { name: 'Which bits' }).selectOption('bits');
    for (const { lbi, weight, value } of notebook.all_60_single_flips_of_weights_q) {
      await field(page, 'Layer bits').fill(String(lbi));
      const faulty = [...notebook.weights_q_seed];
      faulty[weight] = value;
      expect(await column(page, 'faulty')).toEqual(faulty);
    }
  });

  expect(models).toEqual([]);
  expect(page.workers()).toEqual([]);
});

/** Goes from tab stop to tab stop until the one that is wanted has the focus. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < 120; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`120 times ${key} did not lead to ${wanted}`);
}

test('the notebook by keyboard', async ({ page }) => {
  await openNumbers(page);
  const type = async (name: string, text: string): Promise<void> => {
    await page.keyboard.press('Control+a');
    if (text === '') await page.keyboard.press('Delete');
    else await page.keyboard.type(text);
    await expect(field(page, name)).toHaveValue(text);
  };
  const expression = field(page, 'Expression');
  const marker = page.getByRole('slider', { name: 'Value on the number line' });

  await test.step('the value moves along the levels', async () => {
    await tabTo(page, field(page, 'Value'));
    await type('Value', '0.5');
    await tabTo(page, marker);
    await page.keyboard.press('ArrowRight');
    await expect(page.getByTestId('stored')).toHaveText('0.625');
    await page.keyboard.press('ArrowLeft');
    await expect(marker).toHaveAttribute('aria-valuetext', '0.5, stored as 0.5');
  });

  await test.step('layer bits, fills and rates', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Negate' }));
    await page.keyboard.press('Tab');
    await type('Numbers of the tensor', WEIGHTS);
    await tabTo(page, page.getByRole('button', { name: 'Negate' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, field(page, 'Layer bits'));
    await type('Layer bits', '0, 1');
    await expectCase(page, 'v3 on -weights_u, LBI 0 and 1');
    await tabTo(page, page.getByRole('button', { name: 'Negate' }), 'Shift+Tab');
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('combobox', { name: 'Which bits' }));
    await page.keyboard.type('fill, fkeras.v2');
    await tabTo(page, field(page, 'Bit error rate'));
    await type('Bit error rate', '30/60');
    await expectCase(page, 'mask only: v1 and v2');
  });

  await test.step('an element is chosen and its sign flips', async () => {
    await tabTo(page, page.getByRole('combobox', { name: 'Which bits' }), 'Shift+Tab');
    await page.keyboard.type('chosen');
    await tabTo(page, page.getByRole('button', { name: 'Element 0,0,0' }));
    await page.keyboard.press('Enter');
    await tabTo(page, bit(page, 3));
    await page.keyboard.press('ArrowLeft');
    await expect(bit(page, 4)).toBeFocused();
    await page.keyboard.press('Space');
    await expectCase(page, 'manual mask -16');
  });

  await test.step('another width, by its slider', async () => {
    await tabTo(page, expression, 'Shift+Tab');
    await tabTo(page, page.getByRole('slider', { name: 'bits' }));
    await page.keyboard.press('ArrowRight');
    await expect(expression).toHaveValue('quantized_bits(6,1,alpha=1)');
  });
});

test('the link holds everything, Back and Forward go through it', async ({ page }) => {
  await openNumbers(page, '?q=float16&x=0.1');
  await expect(page.getByTestId('word')).toHaveText('0010111001100110');
  await bit(page, 14).click();
  await expect(page.getByTestId('faulty')).toHaveText('6552');
  await expect.poll(() => page.url()).toContain('f=0.14');
  const shared = page.url();
  await page.getByRole('combobox', { name: 'Format or quantizer' }).selectOption('bfloat16');
  await expect.poll(() => page.url()).toContain('q=bfloat16');
  await page.goBack();
  await expect(page.getByTestId('faulty')).toHaveText('6552');
  await page.goBack();
  await expect(page.getByTestId('faulty')).toHaveText('-');
  await page.goForward();
  await expect(page.getByTestId('faulty')).toHaveText('6552');
  await page.goto('about:blank');
  await page.goto(shared);
  await expect(page.getByTestId('faulty')).toHaveText('6552');
});

test('what QKeras refuses says why, and nothing is lost', async ({ page }) => {
  await openNumbers(page);
  await field(page, 'Expression').fill("quantized_bits(1,0,alpha='auto')");
  await expect(page.getByText(/bits: got 1, wanted at least 2 with alpha='auto'/)).toBeVisible();
  expect(await column(page, 'stored')).toEqual(notebook.weights_q_seed);
  await field(page, 'Expression').fill("quantized_bits(4,0,alpha='auto_po2')");
  await expect(page.getByText(/got 1, wanted/)).toHaveCount(0);
});

test('dragging along the plot moves the value', async ({ page }) => {
  await openNumbers(page, '?x=0.5');
  const box = await page.getByRole('img', { name: /^Number line/ }).boundingBox();
  if (!box) throw new Error('no number line');
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 3, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByTestId('stored')).toHaveText('-2');
  await expect(page.getByText('yes', { exact: true })).toBeVisible();
});

test('from the lab and back into the same scene', async ({ page }) => {
  await openLab(page, { hash: '/lab?m=lenet5&i=3&f=conv2d_1/kernel[3,1,2,2]:flip(30)' });
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(/became|masked|benign|NaN/);
  await page.evaluate(() => {
    location.hash = '#/numbers?q=int8&x=0.3';
  });
  await expect(page.getByRole('heading', { name: 'Numbers', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Open the lab' }).click();
  await expect(page.getByRole('list', { name: 'Faults' }).getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Input: .* picture 3 / })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('no serious finding of axe, nothing scrolls sideways at 320 px', async ({ page }) => {
      await openNumbers(page, '?q=float16&x=0.1&f=0.14');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
      ).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(320);
    });
  });
}
