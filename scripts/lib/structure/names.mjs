import { isCode } from './imports.mjs';

const TOP_FOLDERS = ['app', 'components', 'lib', 'db', 'e2e', 'bench', 'scripts', 'docs', 'public'];
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const RE_EXPORT = /^\s*export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s*from\s*['"][^'"]+['"];?/;

/** Top-level folders that the house does not know. */
export function strangeFolders(folders) {
  return folders
    .filter((folder) => !TOP_FOLDERS.includes(folder))
    .map((folder) => ({ file: `${folder}/`, line: 1, message: 'not a top-level folder of this house' }));
}

/** Code and style files whose name is not in kebab case. */
export function misnamed(path) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (KEBAB.test(name) || !(isCode(path) || path.endsWith('.css'))) return [];
  return [{ file: path, line: 1, message: 'file names are in kebab-case' }];
}

/** An index file that only passes on what other files export. */
export function barrel(path, source) {
  if (!/^(lib|components)\/(.+\/)?index\.(ts|tsx)$/.test(path)) return [];
  let rest = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  while (RE_EXPORT.test(rest)) rest = rest.replace(RE_EXPORT, '');
  if (rest.trim() !== '') return [];
  return [{ file: path, line: 1, message: 'no barrel files; import from the file itself' }];
}
