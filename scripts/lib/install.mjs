import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST_NODE = [20, 9];

/** Ends with a clear message when Node is older than the product needs. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Syllabase needs Node ${OLDEST_NODE.join('.')} or newer; this is ${version}.`);
  process.exit(1);
}

/** Installs the packages of the lock file unless exactly those are installed already. */
export async function installIfNeeded(root) {
  const stamp = join(root, 'node_modules', '.syllabase-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!isInstalled(root)) install(root);
  writeFileSync(stamp, wanted);
}

/** npm leaves its own record of what it installed; somebody may have run `npm ci` by hand. */
function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function install(root) {
  const started = Date.now();
  console.log('  Installing packages (about a minute, once) …');
  // Dev packages too: the build needs them, whatever NODE_ENV says.
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const { status, error } = spawnSync(npm[0], [...npm.slice(1), ...options], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(
      `The packages could not be installed${error ? ` (${error.message})` : ''}. Is the network there?`,
    );
    process.exit(1);
  }
  console.log(`  Packages installed  ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
