import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { RecommendationRate } from '@/lib/analytics/recommendation-rates';
import { count, percent } from '@/lib/format';
import { ruleWords } from '../words';

/** What became of the recommendations of each rule. */
export function RecommendationRates({ rates }: { rates: readonly RecommendationRate[] }) {
  if (rates.length === 0)
    return (
      <p className="text-ink-soft">
        Not enough data yet: a rule appears once ten students were shown something by it and had their days to
        follow it.
      </p>
    );
  return (
    <Table caption="What became of recommendations, by rule" captionHidden>
      <thead>
        <tr>
          <HeadCell>Rule</HeadCell>
          <HeadCell numeric>Students</HeadCell>
          <HeadCell numeric>Shown</HeadCell>
          <HeadCell numeric>Followed</HeadCell>
          <HeadCell numeric>Dismissed</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rates.map(({ rule, students, shown, followed, dismissed }) => (
          <tr key={rule}>
            <HeadCell scope="row" className="font-normal">
              {ruleWords[rule]} <code className="font-mono text-xs text-ink-soft">{rule}</code>
            </HeadCell>
            <Cell numeric>{count(students)}</Cell>
            <Cell numeric>{count(shown)}</Cell>
            <Cell numeric>{percent((followed / shown) * 10_000)}</Cell>
            <Cell numeric>{percent((dismissed / shown) * 10_000)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
