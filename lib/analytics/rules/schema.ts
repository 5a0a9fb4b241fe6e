import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { listedParts, thresholds } from './parts';
import { type RuleChanges, ruleValue } from './rules';

const reason = z
  .string('is missing')
  .trim()
  .min(10, 'say why in at least 10 characters')
  .max(500, 'at most 500 characters');

/** One rule to another value, or back to the product's (`value` null), with the reason for it. */
export const ruleChange = z
  .strictObject({
    rule: z.string().refine((key) => thresholds.has(key), 'is not a rule'),
    value: z.number('must be a number').nullable(),
    reason,
  })
  .superRefine(({ rule, value }, context) => {
    const fault = value === null ? null : faultOf(rule, value);
    if (fault) context.addIssue({ code: 'custom', path: ['value'], message: fault });
  })
  .register(fieldLabels, { rule: 'Rule', value: 'Value', reason: 'Reason' });

export type RuleChange = z.output<typeof ruleChange>;

/** Why a rule cannot have this value; null where it can. */
export function faultOf(rule: string, value: number): string | null {
  const threshold = thresholds.get(rule);
  if (!threshold) return 'is not a rule';
  const { min, max, step } = threshold;
  if (value < min || value > max) return `choose a value from ${min} to ${max}`;
  const steps = (value - min) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? null : `choose a value in steps of ${step} from ${min}`;
}

/** The pair of rules that these changes put into the wrong order; null where all agree. */
export function disorderOf(changes: RuleChanges): readonly [string, string] | null {
  const value = (key: string) => ruleValue(key, changes);
  const pairs = listedParts.flatMap(({ ordered }) => ordered);
  return pairs.find(([low, high]) => value(low) > value(high)) ?? null;
}
