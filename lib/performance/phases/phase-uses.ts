import { daysBetween } from '@/lib/days';
import { type Phase, phases } from './phases';
import type { SeenPhase } from './read-phases';

/** Whether the last phases of a kind used an index; `unseen`: nobody looked at all of them. */
export type PhaseUse = {
  phase: Phase;
  use: 'used' | 'unused' | 'unseen';
  /** Scans in those that were seen. */
  scans: number;
  /** The phases that were asked, the latest first; none where none is over yet. */
  spans: { from: string; until: string }[];
};

/** What the server's own counters say: since when they count, and when they saw the index used last. */
export type Counted = { since: string | null; lastScan: string | null };

/** Days of a phase on which readings were taken, at least. */
const enough = 0.8;

const wasRead = ({ from, until, coveredDays }: SeenPhase) =>
  coveredDays >= enough * (daysBetween(from, until) + 1);

/** The server counted through all of it, and the last use it knows of was earlier. */
const wasIdle = ({ from }: SeenPhase, { since, lastScan }: Counted) =>
  since !== null && since.slice(0, 10) < from && (lastScan === null || lastScan.slice(0, 10) < from);

/**
 * Whether an index was used in the last phases of each kind, by readings or by the server's own counters.
 *
 * @param object as `objectName` writes it
 * @param counted moments in ISO form, UTC
 */
export const phaseUses = (object: string, seen: readonly SeenPhase[], counted: Counted): PhaseUse[] =>
  phases.map((phase) => {
    const asked = seen.filter((one) => one.phase === phase);
    const scans = asked.reduce((sum, one) => sum + (one.scans[object] ?? 0), 0);
    const wasSeen = asked.length > 0 && asked.every((one) => wasRead(one) || wasIdle(one, counted));
    const spans = asked.map(({ from, until }) => ({ from, until }));
    if (scans > 0) return { phase, use: 'used', scans, spans };
    return { phase, use: wasSeen ? 'unused' : 'unseen', scans: 0, spans };
  });

const names: Record<Phase, string> = { ENROLMENT: 'enrolment', TEACHING: 'teaching', EXAMS: 'exams' };

/** Phases of one kind of use, in words: “enrolment, exams”; empty where there is none. */
export const phaseWords = (uses: readonly PhaseUse[], use: PhaseUse['use']): string =>
  uses
    .filter((one) => one.use === use)
    .map(({ phase }) => names[phase])
    .join(', ');
