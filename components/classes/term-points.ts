import type { ClassTerm } from '@/lib/classes/schema';

export type TermPoint = { day: number; one: number | null; other: number | null };

/** Percent of everybody who registered, for each day that either term has; null where a term has no such day. */
export function termPoints([one, other]: [ClassTerm, ClassTerm], figure: 'active' | 'left'): TermPoint[] {
  const of = ({ days, summary }: ClassTerm) =>
    new Map(
      summary.registered > 0 ? days.map((day) => [day.day, (day[figure] / summary.registered) * 100]) : [],
    );
  const [first, second] = [of(one), of(other)];
  const all = [...new Set([...first.keys(), ...second.keys()])].toSorted((a, b) => a - b);
  return all.map((day) => ({ day, one: first.get(day) ?? null, other: second.get(day) ?? null }));
}
