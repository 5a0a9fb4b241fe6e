import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { checks } from './all';
import type { Finding, State } from './check';
import { runChecks } from './run';

/** What one check found. */
export type CheckGroup = { name: string; title: string; why: string; state: State; findings: Finding[] };

export type CheckReport = {
  asOf: string;
  /** What to act on, the worst first. */
  toDo: CheckGroup[];
  unknown: CheckGroup[];
  /** Checks that found nothing. */
  fine: CheckGroup[];
};

/** Every check on the product’s own database, for administrators, as far as the application’s role may look. */
export async function readCheckReport(viewer: Viewer): Promise<CheckReport> {
  const { asOf, findings } = await runChecks((run) => asAdministrator(viewer, run));
  return { asOf, ...grouped(findings) };
}

/** Findings by check: what to do and what is unknown of one check stand apart. */
export function grouped(findings: Finding[]): Omit<CheckReport, 'asOf'> {
  const groups = (...states: State[]) =>
    states.flatMap((state) =>
      checks.flatMap(({ name, title, why }) => {
        const own = findings.filter((finding) => finding.check === name && finding.state === state);
        return own.length > 0 ? [{ name, title, why, state, findings: own }] : [];
      }),
    );
  return { toDo: groups('critical', 'warning'), unknown: groups('unknown'), fine: groups('ok') };
}
