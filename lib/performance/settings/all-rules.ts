import { housekeepingRules } from './housekeeping-rules';
import { memoryRules } from './memory-rules';
import { plannerRules } from './planner-rules';
import { privacyRules } from './privacy-rules';
import type { RuleGroup } from './rule';
import { writingRules } from './writing-rules';

/** Every setting of the server that is reviewed, in the order of the page. */
export const ruleGroups: readonly RuleGroup[] = [
  memoryRules,
  writingRules,
  plannerRules,
  housekeepingRules,
  privacyRules,
];

export const allRules = ruleGroups.flatMap(({ rules }) => rules);
