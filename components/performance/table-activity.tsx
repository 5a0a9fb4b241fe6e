import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, relative } from '@/lib/format';
import type { TableActivity as Activity } from '@/lib/performance/tables';
import { bytes, share } from '@/lib/performance/units';

const categories: readonly [Activity['category'], string][] = [
  ['HIGH_ACTIVITY', 'Learning activity'],
  ['CONTENT_MANAGEMENT', 'Course content'],
  ['USER_MANAGEMENT', 'People'],
  ['SYSTEM', 'System'],
];

type TableActivityProps = { tables: Promise<Activity[]>; now: string };

/** What happens in each table, by what the table is for. */
export async function TableActivity({ tables, now }: TableActivityProps) {
  const rows = await tables;
  const groups = categories
    .map(([category, label]) => ({ label, tables: rows.filter((row) => row.category === category) }))
    .filter((group) => group.tables.length > 0);
  return (
    <Table caption="Activity by table" captionHidden tall>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Table</HeadCell>
          <HeadCell numeric>Live rows</HeadCell>
          <HeadCell numeric>Dead rows</HeadCell>
          <HeadCell numeric>Inserted</HeadCell>
          <HeadCell numeric>Updated</HeadCell>
          <HeadCell numeric>HOT</HeadCell>
          <HeadCell numeric>Deleted</HeadCell>
          <HeadCell numeric>Size</HeadCell>
          <HeadCell numeric>7 days</HeadCell>
          <HeadCell numeric>Last vacuum</HeadCell>
          <HeadCell numeric>Last analyze</HeadCell>
        </tr>
      </thead>
      {groups.map(({ label, tables: members }) => (
        <tbody key={label} className="not-last:[&>tr:last-child>*]:border-b!">
          <tr>
            <HeadCell
              scope="rowgroup"
              colSpan={11}
              className="bg-paper-sunken font-serif text-base font-semibold"
            >
              <span className="sticky left-4">{label}</span>
            </HeadCell>
          </tr>
          {members.map((table) => (
            <TableRow key={table.table} table={table} now={now} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

function TableRow({ table, now }: { table: Activity; now: string }) {
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 bg-paper-raised font-mono text-xs font-normal group-hover:bg-paper-sunken"
      >
        {table.table}
      </HeadCell>
      <Cell numeric>{count(table.liveRows)}</Cell>
      <Cell numeric>{count(table.deadRows)}</Cell>
      <Cell numeric>{count(table.inserts)}</Cell>
      <Cell numeric>{count(table.updates)}</Cell>
      <Cell numeric>{table.updates > 0 ? share(table.hotUpdates / table.updates) : '–'}</Cell>
      <Cell numeric>{count(table.deletes)}</Cell>
      <Cell numeric>{bytes(table.totalBytes)}</Cell>
      <Cell numeric>{table.grown === null ? '–' : signed(table.grown)}</Cell>
      <Cell numeric>
        <Moment at={table.lastVacuum} now={now} />
      </Cell>
      <Cell numeric>
        <Moment at={table.lastAnalyze} now={now} />
      </Cell>
    </tr>
  );
}

const signed = (rows: number) => (rows > 0 ? `+${count(rows)}` : count(rows));

function Moment({ at, now }: { at: string | null; now: string }) {
  if (at === null) return <span className="text-ink-soft">not yet</span>;
  const { text, title } = relative(at, now, 'UTC');
  return (
    <time dateTime={at} title={`${title} UTC`}>
      {text}
    </time>
  );
}
