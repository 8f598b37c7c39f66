/** The page opens, under its policy, and draws something; no error, no foreign request (lab.ts sees to that). */
import { expect, openLab, test } from './lab.ts';

test('the page opens', async ({ page }) => {
  const response = await openLab(page);
  expect(response.headers()['content-security-policy']).toContain("default-src 'none'");
  await expect(page).toHaveTitle(/Bitflip Lab/);
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await page.evaluate(() => new URLSearchParams(location.search).get('backend'))).toBe(
    test.info().project.name,
  );
});

test.describe('the policy', () => {
  test.use({ allowedErrors: [/Content Security Policy/] });

  test('lets nothing out and evaluates no text', async ({ page }) => {
    await openLab(page);
    const outcome = await page.evaluate(async () => {
      // The debugger's own call may evaluate text: what is tried must run in a task of the page.
      const blocked = (attempt: () => unknown): Promise<boolean> =>
        new Promise((resolve) => {
          setTimeout(async () => {
            try {
              await attempt();
              resolve(false);
            } catch {
              resolve(true);
            }
          }, 0);
        });
      return {
        fetch: await blocked(() => fetch('https://example.com/')),
        construct: await blocked(() => new Function('return 1')()),
        compile: await blocked(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
      };
    });
    expect(outcome).toEqual({ fetch: true, construct: true, compile: false });
  });
});
