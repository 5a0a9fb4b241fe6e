import { isCode, isTest } from './imports.mjs';

/**
 * Views that import a module which talks to the database, whatever its name. Server actions are the one
 * door, and types cost nothing.
 */
export function viewsThatRead(imports, sources) {
  const readers = new Set(
    imports.filter((found) => talksToDatabase(found, sources)).map(({ file }) => stem(file)),
  );
  return imports
    .filter(({ file, target, erased }) => isView(file) && !erased && readers.has(target))
    .map(({ file, line, target }) => ({
      file,
      line,
      message: `views never read the database; let the page pass the data (${target})`,
    }));
}

function talksToDatabase({ file, target, erased }, sources) {
  if (!file.startsWith('lib/') || isTest(file) || erased || target !== 'db/client') return false;
  return !/^\s*['"]use server['"]/m.test(sources.get(file) ?? '');
}

function isView(file) {
  return file.startsWith('components/') && isCode(file) && !isTest(file);
}

function stem(path) {
  return path.replace(/\.[a-z]+$/, '');
}
