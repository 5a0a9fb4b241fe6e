import { StatusBadge } from '@/components/ui/badge';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, date } from '@/lib/format';
import type { KeyStatus } from '@/lib/keys/status';

const states = {
  ACTIVE: { tone: 'positive', words: 'Seals and opens' },
  DECRYPT_ONLY: { tone: 'neutral', words: 'Opens only' },
  DESTROYED: { tone: 'neutral', words: 'Destroyed' },
} as const;

type KeyVersionsProps = { keys: KeyStatus[]; title: string; timeZone: string };

/** The versions of a class's key and what each still seals. */
export function KeyVersions({ keys, title, timeZone }: KeyVersionsProps) {
  return (
    <Table caption={`Versions: ${title}`} captionHidden stacked>
      <thead>
        <tr>
          <HeadCell>Version</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell numeric>Values</HeadCell>
          <HeadCell numeric>Made</HeadCell>
          <HeadCell numeric>Replaced</HeadCell>
          <HeadCell numeric>Needed no more</HeadCell>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ id, version, state, rows, createdAt, retiredAt, emptiedAt }) => (
          <tr key={id}>
            <HeadCell scope="row" label="Version">
              {version}
            </HeadCell>
            <Cell label="State">
              <StatusBadge tone={states[state].tone}>{states[state].words}</StatusBadge>
            </Cell>
            <Cell label="Values" numeric>
              {count(rows)}
            </Cell>
            <Cell label="Made" numeric>
              {date(createdAt, timeZone)}
            </Cell>
            <Cell label="Replaced" numeric>
              {retiredAt ? date(retiredAt, timeZone) : '–'}
            </Cell>
            <Cell label="Needed no more" numeric>
              {emptiedAt ? date(emptiedAt, timeZone) : '–'}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
