// @ts-check
/**
 * Holds app and src to the import law (import-law.mjs). Type-only imports count. `node tools/check-imports.mjs` prints
 * every violation as `file:line: reason`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BANNED, ENGINE, EXCEPTIONS, OPEN_TO_APP, PACKAGES } from './import-law.mjs';
import { blank, importsOf } from './source-scan.mjs';

const isTest = (/** @type {string} */ file) => /\.test\.tsx?$|\/testing\/|\/fixtures\//.test(file);

/** Part of the house a file belongs to: `app`, `workers`, `cli`, `engine/words`, `engine`; undefined elsewhere. */
function partOf(/** @type {string} */ file) {
  const folders = file.split('/');
  if (folders[0] === 'app') return 'app';
  if (folders[0] !== 'src') return undefined;
  return folders[1] === 'engine' && folders.length > 3 ? `engine/${folders[2]}` : folders[1];
}

/** Path within the house, or the specifier itself for a package. */
function resolve(/** @type {string} */ specifier, /** @type {string} */ importer) {
  const inside = specifier.replace(/^#(engine|workers)\//, 'src/$1/').replace(/^#app\//, 'app/');
  if (inside !== specifier) return inside.replace(/\?.*$/, '');
  if (!specifier.startsWith('.')) return specifier;
  return path.posix.join(path.posix.dirname(importer), specifier).replace(/\?.*$/, '');
}

/** Why `from` may not know `to`, or undefined if it may. */
function forbidden(/** @type {string} */ from, /** @type {string} */ to, /** @type {boolean} */ typeOnly) {
  const [fromRoot, fromFolder] = from.split('/');
  const [toRoot, toFolder] = to.split('/');
  if (fromRoot === 'engine') {
    if (toRoot !== 'engine') return `the engine knows nobody outside, not ${to}`;
    if (toFolder === undefined || toFolder === fromFolder) return undefined;
    if (fromFolder === undefined) return `a file in src/engine itself knows no folder, not ${to}`;
    const known = /** @type {Record<string, readonly string[]>} */ (ENGINE)[fromFolder];
    if (known === undefined) return `${from} is not in the table: give it a line in tools/import-law.mjs`;
    return known.includes(toFolder)
      ? undefined
      : `${from} may know ${known.join(', ') || 'no other folder'}; not ${toFolder}`;
  }
  if (toRoot === fromRoot) return undefined;
  if (toRoot === 'engine') {
    if (fromRoot !== 'app' || typeOnly || toFolder === undefined || OPEN_TO_APP.includes(toFolder))
      return undefined;
    return `app may take types from ${to}, but values only from engine/{${OPEN_TO_APP.join(',')}} and labError`;
  }
  if (fromRoot === 'app' && toRoot === 'workers') return undefined;
  return `${from} may not know ${to}`;
}

/** Why this part may not use the package, or undefined if it may. */
function forbiddenPackage(
  /** @type {string} */ part,
  /** @type {import('./source-scan.mjs').Import} */ { specifier, names },
) {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return part === 'cli' ? undefined : `Node's ${specifier} does not exist in a browser`;
  }
  if (specifier.startsWith('@tensorflow/') && names.includes('argMax'))
    return 'tf argMax differs on NaN: use our own';
  const rules = PACKAGES.filter(({ match }) => match.test(specifier));
  if (rules.length === 0 || rules.some(({ parts }) => parts.includes(part))) return undefined;
  const parts = rules.flatMap((rule) => rule.parts);
  return `${specifier} belongs to ${parts.join(', ') || 'tests'}, not to ${part}`;
}

/**
 * @param {ReadonlyMap<string, string>} files text by path from the checkout's root, with `/`
 * @returns {string[]} one line a violation, `file:line: reason`
 */
export function checkImports(files) {
  /** @type {string[]} */
  const violations = [];
  for (const [file, source] of files) {
    const part = partOf(file);
    if (part === undefined || isTest(file)) continue;
    for (const entry of importsOf(source)) {
      const to = resolve(entry.specifier, file);
      const target = partOf(to);
      const reason =
        target === undefined ? forbiddenPackage(part, entry) : forbidden(part, target, entry.typeOnly);
      const excepted = EXCEPTIONS.some((line) => line.from.test(file) && line.to === to);
      if (isTest(to)) violations.push(`${file}:${entry.line}: ${to} is for tests`);
      else if (reason !== undefined && !excepted) violations.push(`${file}:${entry.line}: ${reason}`);
    }
    if (part.startsWith('engine')) violations.push(...bannedCalls(file, source));
  }
  return [...violations, ...reachesTensors(files)];
}

function bannedCalls(/** @type {string} */ file, /** @type {string} */ source) {
  const code = blank(source, { strings: true });
  return BANNED.flatMap(({ match, why }) =>
    [...code.matchAll(match)].map((hit) => `${file}:${code.slice(0, hit.index).split('\n').length}: ${why}`),
  );
}

/** The reason behind the rule for app: no chain of value imports leads from the page to tf.js. */
function reachesTensors(/** @type {ReadonlyMap<string, string>} */ files) {
  const seen = new Set();
  /** @type {string[]} */
  const found = [];
  const walk = (/** @type {string} */ file, /** @type {string[]} */ chain) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { specifier, typeOnly } of importsOf(files.get(file) ?? '')) {
      if (typeOnly) continue;
      if (specifier.startsWith('@tensorflow/'))
        found.push(`${[...chain, file].join(' -> ')} -> ${specifier}: the page must not load tf.js`);
      else walk(resolve(specifier, file), [...chain, file]);
    }
  };
  for (const file of files.keys()) if (partOf(file) === 'app' && !isTest(file)) walk(file, []);
  return found;
}

/** All sources under app and src. */
export function readSources(/** @type {string} */ root) {
  const files = new Map();
  for (const folder of ['app', 'src']) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const file = path.join(entry.parentPath, entry.name);
      files.set(path.relative(root, file).split(path.sep).join('/'), readFileSync(file, 'utf8'));
    }
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = readSources(path.resolve(import.meta.dirname, '..'));
  const violations = checkImports(files);
  for (const violation of violations) console.error(violation);
  console.log(`import law: ${files.size} files, ${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
