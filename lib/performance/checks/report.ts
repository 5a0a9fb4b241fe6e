import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { type Mute, muteOf, readMutes } from '../mutes/mutes';
import { checks } from './all';
import type { Finding, State } from './check';
import { runOwnChecks } from './own-checks';

/** What one check found. */
export type CheckGroup = { name: string; title: string; why: string; state: State; findings: Finding[] };

export type CheckReport = {
  asOf: string;
  /** What to act on, the worst first. */
  toDo: CheckGroup[];
  unknown: CheckGroup[];
  /** Checks that found nothing. */
  fine: CheckGroup[];
  /** What administrators do not want to see for a while, with what it hides now. */
  muted: MutedFindings[];
};

export type MutedFindings = { mute: Mute; title: string; findings: Finding[] };

/** Every check on the product’s own database, for administrators, as far as the application’s role may look. */
export async function readCheckReport(viewer: Viewer): Promise<CheckReport> {
  const [mutes, { asOf, findings }] = await Promise.all([
    asAdministrator(viewer, readMutes),
    runOwnChecks(viewer),
  ]);
  return { asOf, ...grouped(findings, mutes) };
}

/** Findings by check: what to do and what is unknown of one check stand apart, and so does what is muted. */
export function grouped(findings: Finding[], mutes: readonly Mute[] = []): Omit<CheckReport, 'asOf'> {
  const shown = findings.filter((finding) => !muteOf(mutes, finding));
  const groups = (...states: State[]) =>
    states.flatMap((state) =>
      checks.flatMap(({ name, title, why }) => {
        const own = shown.filter((finding) => finding.check === name && finding.state === state);
        return own.length > 0 ? [{ name, title, why, state, findings: own }] : [];
      }),
    );
  const muted = mutes.map((mute) => ({
    mute,
    title: checks.find(({ name }) => name === mute.check)?.title ?? mute.check,
    findings: findings.filter((finding) => muteOf(mutes, finding) === mute),
  }));
  return { toDo: groups('critical', 'warning'), unknown: groups('unknown'), fine: groups('ok'), muted };
}
