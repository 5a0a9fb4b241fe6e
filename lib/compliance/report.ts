import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { version } from '@/package.json';
import { type Check, type Finding, type State, worstOf } from './check';
import { checks } from './checks';

export type CheckResult = Pick<Check, 'id' | 'title' | 'why' | 'remedy'> & Finding;

export type ComplianceReport = {
  /** When it was made, ISO. */
  asOf: string;
  version: string;
  /** The worst of its checks. */
  state: State;
  checks: CheckResult[];
};

/** Runs every check now, for an administrator. One that cannot be run is unknown, and the others go on. */
export async function makeReport(viewer: Viewer, all: readonly Check[] = checks): Promise<ComplianceReport> {
  const asOf = new Date().toISOString();
  const results: CheckResult[] = [];
  for (const check of all) results.push(await resultOf(viewer, check, asOf));
  return { asOf, version, state: worstOf(results.map(({ state }) => state)), checks: results };
}

async function resultOf(viewer: Viewer, { run, ...check }: Check, asOf: string): Promise<CheckResult> {
  try {
    const finding = await asAdministrator(viewer, (tx, institutionId) => run(tx, asOf, institutionId));
    return { ...check, ...finding };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    console.error(`compliance check ${check.id} could not be run`, error);
    return {
      ...check,
      state: 'unknown',
      summary: 'It could not be run; the server’s log says why.',
      evidence: [],
    };
  }
}

const institutionName = statement('compliance.institution', 'SELECT name FROM institutions WHERE id = $1');

/** A report to take away, with whose it is. That it was taken, and what it said, is in the trail. */
export async function takeReport(viewer: Viewer): Promise<ComplianceReport & { institution: Institution }> {
  const report = await makeReport(viewer);
  const states = report.checks.map(({ id, state }) => [id, state]);
  const institution = await asAdministrator(viewer, async (tx, id) => {
    const [{ name } = { name: '' }] = await tx.rows<{ name: string }>(institutionName, [id]);
    await appendAudit(tx, viewer, {
      action: 'compliance.report',
      objectType: 'compliance_report',
      details: { asOf: report.asOf, ...Object.fromEntries(states) },
    });
    return { id, name };
  });
  return { institution, ...report };
}

type Institution = { id: string; name: string };
