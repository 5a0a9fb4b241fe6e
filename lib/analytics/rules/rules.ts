import { byPart, type RuleValues, thresholds } from './parts';
import { valueIn } from './threshold';
import { currentVersion } from './versions';

export type RuleChanges = Readonly<Record<string, number>>;

/** Where the rules of a result are found again: the product's version, and what the institution had changed. */
export type RulesReference = { version: number; override: number | null };

export type Rules = RuleValues & { readonly reference: RulesReference };

/**
 * The rules of a version with an institution's changes on top. A change of a rule that the product no longer
 * has is left out.
 *
 * @param override the id of the row the changes come from; left out of the reference where it changes nothing
 */
export function rulesOf(version: number, changes: RuleChanges = {}, override: number | null = null): Rules {
  const values = new Map(
    [...thresholds].map(([key, threshold]) => [key, changes[key] ?? valueIn(version, threshold)]),
  );
  const isChanged = Object.keys(changes).length > 0;
  return { ...byPart(values), reference: { version, override: isChanged ? override : null } };
}

/** The value of a rule, by its full name, in the product's current version with these changes. */
export function ruleValue(key: string, changes: RuleChanges = {}): number {
  const threshold = thresholds.get(key);
  if (!threshold) throw new Error(`there is no rule “${key}”`);
  return changes[key] ?? valueIn(currentVersion, threshold);
}

/** The product's own rules as they are now. */
export const productRules: Rules = rulesOf(currentVersion);
