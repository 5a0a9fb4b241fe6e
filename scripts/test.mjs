import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildArguments, buildEnvironment, fingerprint, isBuildFresh, stampBuild } from './lib/build.mjs';
import { provideChromium } from './lib/chromium.mjs';
import { installIfNeeded, requireNode } from './lib/install.mjs';
import { endRunning, runNode, runNpm } from './lib/run.mjs';
import { countTests } from './lib/test-counts.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = mkdtempSync(join(tmpdir(), 'syllabase-test-'));
// Tests and type checks must not depend on a NODE_ENV that happens to be set.
const { NODE_ENV: _, ...inherited } = process.env;
const env = { ...inherited, NEXT_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false' };

const steps = [
  ['lint and structure', () => runNpm(['run', 'lint'], env)],
  ['types', () => runNpm(['run', 'typecheck'], env)],
  ['unit tests', () => vitest('unit')],
  ['integration tests', () => vitest('integration*')],
  ['production build', build],
  ['browser journeys', journeys],
];

process.chdir(root);
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(name, () => {
    endRunning();
    process.exit(code);
  });
}

requireNode();
await installIfNeeded(root);
process.exitCode = (await runSteps()) ? 0 : 1;

/** Runs the steps in order up to the first failure, then sums up; true when all of them held. */
async function runSteps() {
  const lines = [];
  let held = true;
  for (const [name, work] of steps) {
    if (!held) {
      lines.push(`  not run  ${name}`);
      continue;
    }
    console.log(`\n── ${name}`);
    const started = Date.now();
    held = await work();
    const line = `  ${held ? 'held   ' : 'FAILED '}  ${name.padEnd(20)} ${((Date.now() - started) / 1000).toFixed(1)} s`;
    console.log(line);
    lines.push(line);
  }
  const { passed, failed, skipped } = countTests(reports);
  console.log(`\n── summary\n${lines.join('\n')}\n`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return held;
}

/** @param project the name of one, or the beginning of several with a star behind it */
function vitest(project) {
  const output = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, `vitest-${project.replace('*', '')}.json`)}`,
  ];
  return runNode(['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...output], env);
}

async function build() {
  if (isBuildFresh(root)) return true;
  const print = fingerprint(root);
  const built = await runNode(buildArguments, buildEnvironment(env));
  if (built) stampBuild(root, print);
  return built;
}

async function journeys() {
  const chromium = await provideChromium();
  if (!chromium) return false;
  // Playwright adds the reporter named here to those of its configuration.
  const report = { PW_TEST_REPORTER: 'json', PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json') };
  return runNpm(['run', 'test:e2e'], { ...env, ...report, CHROMIUM_PATH: chromium });
}
