import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import type { RuleGroup, RuleState } from '@/lib/analytics/rules/rule-changes';
import { dateTime } from '@/lib/format';
import { RuleForm } from './rule-form';

type RuleGroupsProps = { groups: readonly RuleGroup[]; timeZone: string };

/** Every rule with its meaning, where its value comes from, and what the institution made of it. */
export function RuleGroups({ groups, timeZone }: RuleGroupsProps) {
  return (
    <div className="flex flex-col gap-6">
      {groups.map(({ name, title, about, rules }) => (
        <Card key={name} id={name} title={title}>
          <p className="-mt-2 mb-4 max-w-reading text-sm text-ink-soft">{about}</p>
          <ul className="divide-y border-t">
            {rules.map((rule) => (
              <Rule key={rule.key} rule={rule} timeZone={timeZone} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}

function Rule({ rule, timeZone }: { rule: RuleState; timeZone: string }) {
  const { key, meaning, source, unit, usual, value } = rule;
  return (
    <li className="grid gap-x-8 gap-y-2 py-4 sm:grid-cols-[1fr_13rem]">
      <div className="min-w-0">
        <p className="font-semibold">{meaning}</p>
        <p className="mt-1 text-sm text-ink-soft">
          {source} <code className="font-mono text-xs wrap-anywhere">{key}</code>
        </p>
        <LastChange rule={rule} timeZone={timeZone} />
        <RuleForm rule={rule} />
      </div>
      <p className="sm:text-right">
        <span className="font-serif text-xl font-semibold tabular-nums">{value}</span>{' '}
        <span className="text-sm text-ink-soft">{unit}</span>
        <span className="mt-1 block text-sm text-ink-soft">
          {value === usual ? 'as the product has it' : <Badge tone="accent">Product: {usual}</Badge>}
        </span>
      </p>
    </li>
  );
}

function LastChange({ rule: { lastChange }, timeZone }: { rule: RuleState; timeZone: string }) {
  if (!lastChange) return null;
  return (
    <p className="mt-1 border-l-3 border-rule-strong pl-3 text-sm">
      Changed by {lastChange.by ?? 'somebody who is no longer here'} on {dateTime(lastChange.at, timeZone)}: “
      {lastChange.reason}”
    </p>
  );
}
