import { Cell, HeadCell } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { count } from '@/lib/format';
import type { StatementCost, StatementUse } from '@/lib/performance/statements';
import { bytes, milliseconds, share } from '@/lib/performance/units';

/** What Postgres writes in the place of a text that the asking role may not read. */
const hidden = '<insufficient privilege>';

export function StatementRow({ statement }: { statement: StatementCost }) {
  const { id, name, text, calls, meanTime, totalTime, rows, blocksHit, blocksRead, temporaryBlocks } =
    statement;
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
          <Uses uses={statement.uses} />
          {id !== null && text !== hidden && (
            <p className="mb-1 text-xs">
              <TextLink href={`/admin/performance?plan=${id}#plan`}>How the server answers it</TextLink>
            </p>
          )}
        </details>
      </HeadCell>
      <Cell numeric>{count(calls)}</Cell>
      <Cell numeric>{milliseconds(meanTime)}</Cell>
      <Cell numeric>{milliseconds(totalTime)}</Cell>
      <Cell numeric>{count(rows)}</Cell>
      <Cell numeric>{blocks > 0 ? share(blocksHit / blocks) : '–'}</Cell>
      <Cell numeric>{temporaryBlocks > 0 ? bytes((temporaryBlocks * blockSize) / calls) : '–'}</Cell>
    </tr>
  );
}

/** Which pages asked it lately. */
function Uses({ uses }: { uses: StatementUse[] }) {
  if (uses.length === 0) return null;
  return (
    <ul className="mb-1 text-xs" aria-label="Asked in the last 24 hours by">
      {uses.map(({ route, requests, callsARequest }) => (
        <li key={route}>
          <code className="wrap-anywhere">{route}</code>: {callsARequest.toFixed(1)} times a request,{' '}
          {count(requests)} requests
        </li>
      ))}
    </ul>
  );
}

/** Bytes of a block; servers that were built with another are very rare. */
const blockSize = 8192;

const beginning = (text: string) => {
  if (text === hidden) return 'text hidden';
  return text.length > 48 ? `${text.slice(0, 48).trimEnd()}…` : text;
};
