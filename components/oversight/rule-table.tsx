import { Cell, HeadCell, Table } from '@/components/ui/table';
import { anomalyRules, anomalyRulesVersion } from '@/lib/oversight/anomaly-rules';

/** How flags are found. */
export function RuleTable() {
  return (
    <Table caption={`The rules, version ${anomalyRulesVersion}: one person’s hour, by the clock`}>
      <thead>
        <tr>
          <HeadCell>Flagged</HeadCell>
          <HeadCell>Why it is worth a look</HeadCell>
        </tr>
      </thead>
      <tbody>
        {anomalyRules.map(({ name, says, why, threshold }) => (
          <tr key={name}>
            <HeadCell scope="row" className="font-normal">
              {says(threshold)}, or more
            </HeadCell>
            <Cell className="text-ink-soft">{why}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
