// @ts-check
/**
 * What a TypeScript source imports, and its text without comments and strings, found by a small scanner. It knows
 * strings, templates, comments and regular expressions; it need not know more, since every import it looks for starts a
 * statement. Line numbers are kept: blanked text stays as long as it was.
 */

/** @typedef {{ specifier: string, typeOnly: boolean, names: readonly string[], line: number }} Import */

const STATEMENT =
  /(?:^|[;}\n])[ \t]*(?:import|export)\b(?<type>\s+type\b(?!\s*(?:,|from\b)))?(?<clause>[^'"`;=()]*?)\bfrom\s*(?<q>['"])(?<from>[^'"\n]+)\k<q>/g;
const SIDE_EFFECT = /(?:^|[;}\n])[ \t]*import\s*(?<q>['"])(?<from>[^'"\n]+)\k<q>/g;
const CALL = /\b(?:import|require)\s*\(\s*(?<q>['"`])(?<from>[^'"`\n]+)\k<q>/g;

/**
 * All imports of a source: statements, re-exports, side effects, `import()`. `typeOnly` is true where nothing remains
 * at run time. A module named by `new URL(...)` (a worker) is no import.
 *
 * @param {string} source
 * @returns {Import[]}
 */
export function importsOf(source) {
  const text = blank(source, { strings: false });
  /** @type {Import[]} */
  const found = [];
  for (const match of text.matchAll(STATEMENT)) {
    const [type, clause, specifier] = [group(match, 'type'), group(match, 'clause'), group(match, 'from')];
    const names = namesIn(clause);
    const typeOnly = type !== '' || (names.length > 0 && names.every((name) => name.startsWith('type ')));
    found.push({
      specifier,
      typeOnly,
      names: names.map((name) => name.replace(/^type /, '')),
      line: lineAt(text, match),
    });
  }
  for (const match of [...text.matchAll(SIDE_EFFECT), ...text.matchAll(CALL)]) {
    const typeOnly = /typeof\s+$/.test(text.slice(Math.max(0, match.index - 8), match.index));
    found.push({ specifier: group(match, 'from'), typeOnly, names: [], line: lineAt(text, match) });
  }
  return found;
}

/**
 * The source with comments, and on request the insides of strings, turned into spaces.
 *
 * @param {string} source
 * @param {{ strings: boolean }} what
 */
export function blank(source, { strings }) {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g;
  return source.replace(token, (text, index) => {
    if (text.startsWith('//') || text.startsWith('/*')) return spaces(text);
    if (text.startsWith('/')) return startsExpression(source, index) ? spaces(text) : text;
    return strings ? text[0] + spaces(text.slice(1, -1)) + text[0] : text;
  });
}

/** Whether a slash here begins a regular expression: what stands before it cannot end an operand. */
function startsExpression(/** @type {string} */ source, /** @type {number} */ index) {
  const before = source.slice(0, index).trimEnd();
  return before === '' || /[(,=:[!&|?{};+\-*%~^<>]$|\b(?:return|typeof|case|in|of)$/.test(before);
}

/** `{ type A, B as C }, * as D` to ['type A', 'B', '*']. */
function namesIn(/** @type {string} */ clause) {
  return clause
    .replace(/[{}]/g, ',')
    .split(',')
    .map((name) =>
      name
        .trim()
        .replace(/\s+as\s+[\s\S]*$/, '')
        .replace(/\s+/g, ' '),
    )
    .filter((name) => name !== '');
}

const spaces = (/** @type {string} */ text) => text.replace(/[^\n]/g, ' ');

const group = (/** @type {RegExpMatchArray} */ match, /** @type {string} */ name) =>
  match.groups?.[name] ?? '';

function lineAt(/** @type {string} */ text, /** @type {RegExpMatchArray} */ match) {
  const end = /** @type {number} */ (match.index) + match[0].length;
  return text.slice(0, end).split('\n').length;
}
