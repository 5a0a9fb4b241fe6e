import type { Transaction } from '@/db/client';
import { assessClass } from '@/lib/classes/risk/assess-class';
import { type NamedClassDay, readClassDays } from '@/lib/classes/risk/read-class-days';
import type { Weights } from '@/lib/classes/risk/weights';
import type { RisksThen, RiskThen } from './impact';

/** Days looked at together: one pass over the class, and a row of each student for each day in memory. */
const atOnce = 4;

/**
 * Where the at-risk list had each student at the end of the day before each of some days (numbers since 1970-01-01): worked
 * out from what was known then, by the rules of now, so that it is the same whichever nights the list was made.
 */
export async function readRisksThen(
  tx: Transaction,
  courseId: string,
  days: readonly number[],
  weights: Weights,
): Promise<RisksThen> {
  const risks = new Map<number, ReadonlyMap<string, RiskThen>>();
  for (let from = 0; from < days.length; from += atOnce) {
    const some = days.slice(from, from + atOnce);
    const seenOn = await readClassDays(tx, courseId, some.map(dayBefore));
    for (const day of some) risks.set(day, risksOn(seenOn(dayBefore(day)), weights));
  }
  return risks;
}

function risksOn(seen: NamedClassDay, weights: Weights): Map<string, RiskThen> {
  const answer = assessClass(seen, weights);
  if (answer.usual === null) return new Map();
  return new Map(
    answer.assessments.map(({ userId, score }) => [userId, { score, band: bandOf(score, weights) }]),
  );
}

function bandOf(score: number, { listedFrom, highFrom }: Weights): RiskThen['band'] {
  if (score >= highFrom) return 'high';
  return score >= listedFrom ? 'raised' : 'unlisted';
}

const dayLength = 86_400_000;

const dayBefore = (day: number): string => new Date((day - 1) * dayLength).toISOString().slice(0, 10);
