import { posix } from 'node:path';

const CODE = /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/;
const FORMS = [
  { pattern: /^[ \t]*import\s+(type\s+)?[\w*{$][^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm },
  { pattern: /^[ \t]*export\s+(type\s+)?[*{][^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm },
  { pattern: /^[ \t]*import\s*()['"]([^'"]+)['"]/gm },
  { pattern: /\b(?:import|require)\(\s*()['"]([^'"]+)['"]/g, inline: true },
];

/** Whether a file holds code, as opposed to style or text. */
export function isCode(path) {
  return CODE.test(path);
}

/** Whether a file is a test; tests may reach further than what they test. */
export function isTest(path) {
  return /\.test\.(ts|tsx|mjs)$/.test(path) || path.startsWith('e2e/');
}

/**
 * Every import of the project's own files in a source text: `{ target, line, erased }`, where target is a
 * path from the root without extension and erased says that only types are imported.
 */
export function importsOf(path, source) {
  return FORMS.flatMap(({ pattern, inline }) =>
    [...source.matchAll(pattern)]
      .filter((match) => !(inline && isInComment(source, match.index)))
      .map((match) => ({
        target: resolve(path, match[2]),
        line: lineOf(source, match),
        erased: Boolean(match[1]),
      }))
      .filter(({ target }) => target !== null),
  );
}

/** A path from the root, or null for a package. */
function resolve(from, specifier) {
  if (specifier.startsWith('@/')) return withoutExtension(specifier.slice(2));
  if (specifier.startsWith('.')) return withoutExtension(posix.join(posix.dirname(from), specifier));
  return null;
}

function withoutExtension(path) {
  return posix.normalize(path).replace(CODE, '');
}

function lineOf(source, match) {
  const start = match.index + (match[0].length - match[0].trimStart().length);
  return source.slice(0, start).split('\n').length;
}

function isInComment(source, index) {
  const before = source.slice(source.lastIndexOf('\n', index) + 1, index);
  return /^\s*(\/\/|\/?\*)/.test(before) || /\s\/\/\s/.test(before);
}
