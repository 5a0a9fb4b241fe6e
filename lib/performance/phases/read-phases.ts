import { z } from 'zod';
import type { Ask } from '../checks/check';
import { phases } from './phases';

const rowSchema = z.object({
  phase: z.enum(phases),
  from: z.string(),
  until: z.string(),
  coveredDays: z.number(),
  scans: z.record(z.string(), z.number()),
});

/** A phase of a past term with what was seen of it. */
export type SeenPhase = z.output<typeof rowSchema>;

/** Of each kind of phase the last ones count: with two terms a year, a year. */
export const phasesAsked = 2;

const past = `
  SELECT phase::text AS phase, from_day::text AS "from", until_day::text AS until, covered_days AS "coveredDays", scans
  FROM (SELECT p.*, row_number() OVER (PARTITION BY phase ORDER BY from_day DESC) AS nth
        FROM public.performance_phases p WHERE until_day < (now() AT TIME ZONE 'UTC')::date) latest
  WHERE nth <= ${phasesAsked} ORDER BY latest.phase, from_day DESC`;

const any = 'SELECT EXISTS (SELECT FROM public.performance_phases) AS known';

/**
 * The last phases of each kind that are over, the latest first.
 *
 * @returns null where no term is known: then nothing can be said of its phases
 */
export async function readPhases(ask: Ask): Promise<SeenPhase[] | null> {
  const [row] = await ask<{ known: boolean }>(any);
  return row?.known ? z.array(rowSchema).parse(await ask(past)) : null;
}
