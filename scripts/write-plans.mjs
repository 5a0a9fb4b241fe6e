import { runNode } from './lib/run.mjs';

/** Writes the plan of every statement down anew (bench/plans/snapshots); what changed is for a person to read. */
const test = ['run', '--project', 'integration', 'bench/plans/plans.integration.test.ts'];
const written = await runNode(['node_modules/vitest/vitest.mjs', ...test], {
  ...process.env,
  WRITE_PLANS: '1',
});
process.exitCode = written ? 0 : 1;
