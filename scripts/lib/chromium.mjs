import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './run.mjs';

const COMMON_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of a Chromium that runs here, installed if need be; null after saying how to get one. */
export async function provideChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log('  No Chromium here; installing one …');
  await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  const installed = await findChromium();
  if (installed) return installed;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update', '-q']);
    await run('apt-get', ['install', '-y', '-q', 'chromium']);
  }
  const last = await findChromium();
  if (!last)
    console.error('  No Chromium could be installed. Install one and set CHROMIUM_PATH to its program.');
  return last;
}

/** The first candidate that is there and starts. */
export async function findChromium() {
  const { chromium } = await import('@playwright/test');
  const candidates = [process.env.CHROMIUM_PATH, ...COMMON_PLACES, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path) && starts(path)) ?? null;
}

function starts(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
