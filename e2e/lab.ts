/**
 * The lab as end-to-end tests open it: on the back end of their project. Every test fails that leaves an error on the
 * console, throws in the page, or asks another origin for anything; `test.use({ allowedErrors: [/.../] })` and
 * `allowedRequests` where an error or a (blocked) request is the point of the test.
 */
import { test as base, expect, type Page, type Response } from '@playwright/test';

export { expect };

export const test = base.extend<{ allowedErrors: RegExp[]; allowedRequests: RegExp[]; innocent: undefined }>({
  allowedErrors: [[], { option: true }],
  allowedRequests: [[], { option: true }],
  innocent: [
    async ({ context, baseURL, allowedErrors, allowedRequests }, use) => {
      const errors: string[] = [];
      const elsewhere: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      context.on('weberror', (error) => errors.push(error.error().message));
      context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin)
          elsewhere.push(request.url());
      });
      await use(undefined);
      expect(
        elsewhere.filter((url) => !allowedRequests.some((allowed) => allowed.test(url))),
        'requests to other origins',
      ).toEqual([]);
      expect(
        errors.filter((error) => !allowedErrors.some((allowed) => allowed.test(error))),
        'console errors',
      ).toEqual([]);
    },
    { auto: true },
  ],
});

/** Back end of the running project. */
export function projectBackend(): 'wasm' | 'webgpu' {
  return test.info().project.name === 'webgpu' ? 'webgpu' : 'wasm';
}

/** Opens the page anew on the project's back end. `hash` with or without its `#`; `query` adds to `?backend=`. */
export async function openLab(
  page: Page,
  { hash = '', query = {} }: { hash?: string; query?: Record<string, string> } = {},
): Promise<Response> {
  const search = new URLSearchParams({ backend: projectBackend(), ...query });
  // Another hash on the same page would only be followed, not loaded.
  await page.goto('about:blank');
  const response = await page.goto(`./?${search}${hash === '' ? '' : `#${hash.replace(/^#/, '')}`}`);
  if (response === null) throw new Error('The page did not load.');
  return response;
}
