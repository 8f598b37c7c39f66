/**
 * End-to-end tests of the built lab in a real Chromium, once on each back end: `wasm`, and `webgpu` on a software
 * adapter. `x.wasm.spec.ts` and `x.webgpu.spec.ts` run on one back end only.
 */
import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/chromium.mjs';

const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

/** WebGPU on SwiftShader, in headless mode and without a GPU. */
const SOFTWARE_WEBGPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-vulkan-surface',
  '--ignore-gpu-blocklist',
];

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

// Read again in every worker process, which inherits the environment: both must stay the same.
process.env['CHROMIUM'] ||= findChromium() ?? '';
process.env['E2E_PORT'] ||= String(await freePort());

const { CHROMIUM: executablePath = '', E2E_PORT: port = '' } = process.env;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // Most of a test is waiting: two share two cores well.
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    // Recording slows every step: on demand, for what failed.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    // What a test sees comes from the server, save where being offline is the point.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'wasm',
      testIgnore: '**/*.webgpu.spec.ts',
      use: { launchOptions: { executablePath, args: QUIET } },
    },
    {
      name: 'webgpu',
      testIgnore: '**/*.wasm.spec.ts',
      // Shaders are compiled and run on the CPU.
      timeout: 180_000,
      use: { launchOptions: { executablePath, args: [...QUIET, ...SOFTWARE_WEBGPU] } },
    },
  ],
  webServer: {
    command: `node tools/serve.mjs dist --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
