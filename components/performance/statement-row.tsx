import { Cell, HeadCell } from '@/components/ui/table';
import { count } from '@/lib/format';
import type { StatementCost } from '@/lib/performance/statements';
import { milliseconds, share } from '@/lib/performance/units';

/** What Postgres writes in the place of a text that the asking role may not read. */
const hidden = '<insufficient privilege>';

export function StatementRow({ statement }: { statement: StatementCost }) {
  const { name, text, calls, meanTime, totalTime, rows, blocksHit, blocksRead } = statement;
  const blocks = blocksHit + blocksRead;
  return (
    <tr>
      <HeadCell scope="row" className="w-1/2 min-w-52 font-normal">
        <details>
          <summary className="min-h-6 wrap-anywhere">
            {name ? <code>{name}</code> : <span className="text-ink-soft">Unnamed: {beginning(text)}</span>}
          </summary>
          <p className="mt-1 mb-1 max-w-reading font-mono text-xs wrap-anywhere text-ink-soft">
            {text === hidden
              ? 'The text is hidden: the application’s role may not read statistics of other roles.'
              : text}
          </p>
        </details>
      </HeadCell>
      <Cell numeric>{count(calls)}</Cell>
      <Cell numeric>{milliseconds(meanTime)}</Cell>
      <Cell numeric>{milliseconds(totalTime)}</Cell>
      <Cell numeric>{count(rows)}</Cell>
      <Cell numeric>{blocks > 0 ? share(blocksHit / blocks) : '–'}</Cell>
    </tr>
  );
}

const beginning = (text: string) => {
  if (text === hidden) return 'text hidden';
  return text.length > 48 ? `${text.slice(0, 48).trimEnd()}…` : text;
};
