// @ts-check
/**
 * A static server for the built lab. Every response carries the content security policy, worker scripts included; only
 * files under the folder are served (no dot files, no links out of it), only to GET and HEAD. Hashed assets are cached
 * for good, the rest is asked for again by ETag. `node tools/serve.mjs [folder] [--port N] [--host H]` serves dist/.
 */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HEADER_POLICY } from './content-security-policy.mjs';

const FIRST_PORT = 4173;
const PORTS_TRIED = 20;

/** @type {Readonly<Record<string, string>>} */
const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const SECURITY_HEADERS = {
  'Content-Security-Policy': HEADER_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/**
 * The file a request path names inside `root` (a real path), or null: malformed, hidden, missing, or outside.
 * A folder means its index.html.
 *
 * @param {string} root
 * @param {string} requestPath path of the URL, still percent-encoded
 */
async function findFile(root, requestPath) {
  try {
    const decoded = decodeURIComponent(requestPath);
    const names = decoded.split(/[/\\]/).filter((name) => name !== '');
    if (decoded.includes('\0') || names.some((name) => name.startsWith('.'))) return null;
    let file = await realpath(path.join(root, ...names));
    let facts = await stat(file);
    if (facts.isDirectory()) {
      file = await realpath(path.join(file, 'index.html'));
      facts = await stat(file);
    }
    return facts.isFile() && file.startsWith(root + path.sep) ? { file, facts } : null;
  } catch {
    return null;
  }
}

/** A server of the real path `root`, not yet listening. */
function createStaticServer(/** @type {string} */ root) {
  return createServer(async (request, response) => {
    const send = (/** @type {number} */ status, headers = {}, body = '') => {
      response.writeHead(status, { ...SECURITY_HEADERS, ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const text = { 'Content-Type': 'text/plain; charset=utf-8' };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return send(405, { ...text, Allow: 'GET, HEAD' }, 'Only GET and HEAD are served here.\n');
    }
    const requestPath = (request.url ?? '/').replace(/[?#].*$/, '');
    const found = await findFile(root, requestPath);
    if (found === null) return send(404, text, 'There is no such file.\n');

    const { file, facts } = found;
    const etag = `"${facts.size.toString(36)}-${Math.round(facts.mtimeMs).toString(36)}"`;
    const hashed = /^\/assets\/[^/]+-[\w-]{8}\.\w+$/.test(requestPath);
    const caching = {
      ETag: etag,
      'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (request.headers['if-none-match'] === etag) return send(304, caching);
    const type = MEDIA_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    const headers = { ...caching, 'Content-Type': type, 'Content-Length': facts.size };
    if (request.method === 'HEAD') return send(200, headers);
    response.writeHead(200, { ...SECURITY_HEADERS, ...headers });
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  });
}

/**
 * Listens, and says where. A port that was asked for must be free; else the first free one from 4173 on is taken.
 *
 * @param {string} folder
 * @param {{ port?: string | undefined, host?: string | undefined }} wanted
 * @returns {Promise<{ server: import('node:http').Server, url: string }>}
 */
export async function serve(folder, { port, host = '127.0.0.1' }) {
  const asked = port === undefined || port === '' ? undefined : Number(port);
  if (asked !== undefined && !(Number.isInteger(asked) && asked >= 0 && asked <= 65535)) {
    throw new Error(`Port: a whole number from 0 to 65535 is wanted, not "${port}".`);
  }
  const candidates =
    asked === undefined ? Array.from({ length: PORTS_TRIED }, (_, i) => FIRST_PORT + i).concat(0) : [asked];
  const root = await realpath(folder).catch(() => {
    throw new Error(`There is no folder ${folder} to serve. "npm run build" makes dist/.`);
  });
  for (const candidate of candidates) {
    const server = createStaticServer(root);
    const error = await listen(server, candidate, host);
    if (error === null) {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      const local = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host);
      return { server, url: `http://${local ? 'localhost' : host}:${address.port}/` };
    }
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
  }
  throw new Error(
    `Port ${asked} is taken. Name another with --port or PORT, or none: a free one is found then.`,
  );
}

/** @returns {Promise<NodeJS.ErrnoException | null>} why it does not listen, or null */
function listen(
  /** @type {import('node:http').Server} */ server,
  /** @type {number} */ port,
  /** @type {string} */ host,
) {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => resolve(null));
  });
}

/** Serves until Ctrl-C or an end signal, then closes every connection and leaves with status 0. */
export async function serveUntilStopped(
  /** @type {string} */ folder,
  /** @type {{ port?: string | undefined, host?: string | undefined }} */ wanted,
) {
  const { server, url } = await serve(folder, wanted);
  console.log(`Bitflip Lab: ${url}`);
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  if (process.env['npm_lifecycle_event'] === undefined) return;
  // npm passes an end signal on to its shell only: without its parent, the server has been told to end as well.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, host: { type: 'string' } },
  });
  const folder = positionals[0] ?? path.resolve(import.meta.dirname, '..', 'dist');
  await serveUntilStopped(folder, { port: values.port ?? process.env['PORT'], host: values.host }).catch(
    (error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
