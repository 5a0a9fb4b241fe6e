import type { Ask, Evidence, Finding } from './check';

/** What a check that reads whole relations last found, by the worker. */
type Measured = Pick<Finding, 'check' | 'object' | 'advice'> & {
  state: 'warning' | 'critical';
  evidence: Evidence;
  since: string;
};

/** Checks that measure by reading: too much to do while somebody waits for a page. */
export const measuring: readonly string[] = ['table-bloat', 'index-bloat'];

const open = `
  SELECT check_name AS "check", object, state::text AS state, evidence, advice, began AS since FROM public.performance_spells
  WHERE ended IS NULL AND check_name IN ('${measuring.join("', '")}') LIMIT 200`;

export const readMeasured = (ask: Ask): Promise<Measured[]> => ask<Measured>(open);

/**
 * Findings of a look that measures nothing, with what the worker measured in place of what it could not tell, or did not see at all: an
 * estimate misses some of what reading finds.
 */
export function withMeasured(findings: readonly Finding[], measured: readonly Measured[]): Finding[] {
  const seen = new Set(findings.map(keyOf));
  const told = measured.filter((one) => seen.has(keyOf(one)) || one.evidence.measured === true);
  const known = new Set(told.map(keyOf));
  const faulty = new Set(told.map(({ check }) => check));
  const stands = (finding: Finding) =>
    !known.has(keyOf(finding)) && !(finding.state === 'ok' && faulty.has(finding.check));
  return [...findings.filter(stands), ...told.map(asFound)];
}

const keyOf = ({ check, object }: Pick<Finding, 'check' | 'object'>) => `${check} ${object}`;

const asFound = ({ since, evidence, ...found }: Measured): Finding => ({
  ...found,
  evidence: { ...evidence, measuredSince: since },
});
