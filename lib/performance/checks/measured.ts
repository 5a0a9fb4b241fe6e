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

/** Findings of a look that measures nothing, with what the worker measured in place of what it could not tell. */
export const withMeasured = (findings: readonly Finding[], measured: readonly Measured[]): Finding[] =>
  findings.map((finding) => {
    if (!measuring.includes(finding.check) || finding.state === 'ok') return finding;
    const known = measured.find(({ check, object }) => check === finding.check && object === finding.object);
    if (!known) return finding;
    const { since, evidence, ...rest } = known;
    return { ...rest, evidence: { ...evidence, measuredSince: since } };
  });
