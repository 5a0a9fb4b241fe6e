import { ruleVersions } from '@/lib/analytics/rules/versions';
import { date } from '@/lib/format';

/** What each version of the product's rules brought, the newest first; every result names the one it was concluded by. */
export const RuleVersions = () => (
  <ol reversed className="flex flex-col divide-y">
    {ruleVersions.toReversed().map(({ version, since, what }) => (
      <li key={version} className="grid gap-x-8 gap-y-1 py-3 first:pt-0 last:pb-0 sm:grid-cols-[13rem_1fr]">
        <p className="font-semibold">
          Version {version}
          <span className="block text-sm font-normal text-ink-soft">since {date(since, 'UTC')}</span>
        </p>
        <p className="max-w-reading text-sm">{what}</p>
      </li>
    ))}
  </ol>
);
