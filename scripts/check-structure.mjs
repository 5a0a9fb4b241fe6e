import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkStructure } from './lib/structure/check.mjs';

const CODE_FOLDERS = ['app', 'components', 'lib', 'db', 'e2e', 'bench', 'scripts'];
const READ = /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx|css)$/;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const violations = checkStructure({ folders: topFolders(), sources: readSources() });
for (const { file, line, message } of violations) console.error(`${file}:${line}: ${message}`);
if (violations.length > 0) {
  console.error(`\n${violations.length} places do not follow the structure of the house (CONTRIBUTING.md).`);
  process.exitCode = 1;
}

function topFolders() {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, ''));
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !ignored.includes(entry.name))
    .map((entry) => entry.name);
}

function readSources() {
  const top = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
  const deep = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && CODE_FOLDERS.includes(entry.name))
    .flatMap((entry) => filesBelow(entry.name));
  const paths = [...top, ...deep].filter((path) => READ.test(path) && path !== 'next-env.d.ts');
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
