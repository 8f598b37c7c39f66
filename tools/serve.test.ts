/** The server of the built lab: media types, caching, the policy on every response, and nothing outside the folder. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEADER_POLICY, META_POLICY } from './content-security-policy.mjs';
import { serve } from './serve.mjs';

let outside: string;
let server: Server;
let url: string;

beforeAll(async () => {
  outside = mkdtempSync(path.join(tmpdir(), 'serve-'));
  const folder = path.join(outside, 'dist');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'empty'));
  mkdirSync(path.join(folder, '.vite'));
  const files = {
    'secret.txt': 'secret',
    'dist-twin.txt': 'secret',
    'dist/index.html': '<!doctype html>',
    'dist/assets/lab.worker-B4x_9-aZ.js': 'postMessage(1)',
    'dist/assets/tfjs-A1b2C3d4.wasm': '\0asm',
    'dist/a b.json': '{}',
    'dist/weights.bin': '\u0001',
    'dist/.vite/manifest.json': '{}',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(outside, name), text);
  symlinkSync(path.join(outside, 'secret.txt'), path.join(folder, 'link.txt'));
  ({ server, url } = await serve(folder, { port: '0' }));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(outside, { recursive: true });
});

const HASHED = 'public, max-age=31536000, immutable';

test.each([
  ['', 'text/html; charset=utf-8', 'no-cache'],
  ['index.html?backend=wasm', 'text/html; charset=utf-8', 'no-cache'],
  ['assets/lab.worker-B4x_9-aZ.js', 'text/javascript; charset=utf-8', HASHED],
  ['assets/tfjs-A1b2C3d4.wasm', 'application/wasm', HASHED],
  ['a%20b.json', 'application/json; charset=utf-8', 'no-cache'],
  ['weights.bin', 'application/octet-stream', 'no-cache'],
])('serves "%s" as %s, %s', async (name, type, caching) => {
  for (const method of ['GET', 'HEAD']) {
    const response = await fetch(url + name, { method });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe(caching);
    expect(response.headers.get('content-security-policy')).toBe(HEADER_POLICY);
    expect((await response.text()).length > 0).toBe(method === 'GET');
  }
});

test('an unchanged file is not sent again', async () => {
  const first = await fetch(url);
  const again = await fetch(url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  expect(again.headers.get('content-security-policy')).toBe(HEADER_POLICY);
});

/** Status and head of a raw request: fetch would normalise the path. */
function rawRequest(requestPath: string, method = 'GET'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let reply = '';
    socket.on('data', (chunk) => {
      reply += chunk.toString();
    });
    socket.on('end', () => resolve(reply));
    socket.on('error', reject);
    socket.write(`${method} ${requestPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/../dist-twin.txt',
  '/link.txt',
  '/.vite/manifest.json',
  '/index.html%00.js',
  '/%',
  '/empty',
  '/missing.js',
])('does not serve %s', async (requestPath) => {
  const reply = await rawRequest(requestPath);
  expect(reply).toMatch(/^HTTP\/1\.1 404 /);
  expect(reply).toContain(HEADER_POLICY);
  expect(reply).not.toContain('secret');
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
  const reply = await rawRequest('/', method);
  expect(reply).toMatch(/^HTTP\/1\.1 405 /);
  expect(reply).toContain(HEADER_POLICY);
});

test('a port that was asked for and is taken is an error; else another one is found', async () => {
  const folder = path.join(outside, 'dist');
  await expect(serve(folder, { port: new URL(url).port })).rejects.toThrow(/is taken/);
  await expect(serve(folder, { port: 'http' })).rejects.toThrow(/whole number/);
  const found = await Promise.all([serve(folder, {}), serve(folder, {})]);
  expect(found[0].url).not.toBe(found[1].url);
  for (const { server: other } of found) other.close();
});

test('the meta tag and the headers file say the same policy', () => {
  const root = path.resolve(import.meta.dirname, '..');
  expect(readFileSync(path.join(root, 'index.html'), 'utf8')).toContain(`content="${META_POLICY}"`);
  expect(readFileSync(path.join(root, 'public/_headers'), 'utf8')).toContain(
    `/*\n  Content-Security-Policy: ${HEADER_POLICY}\n`,
  );
});
