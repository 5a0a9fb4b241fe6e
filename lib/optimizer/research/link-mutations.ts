import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { notFound } from '@/lib/errors';
import { linkInput, unlinkInput } from './schema';

const there = {
  entry: statement(
    'optimizer.link-entry',
    `SELECT 1 FROM optimizer_proposals p, research_entries e WHERE p.id = $1 AND e.id = $2`,
  ),
  note: statement(
    'optimizer.link-note',
    `SELECT 1 FROM optimizer_proposals p, research_notes n WHERE p.id = $1 AND n.id = $2`,
  ),
};

const added = statement(
  'optimizer.link-add',
  `INSERT INTO research_links (proposal_id, entry_id, note_id, linked_by) VALUES ($1, $2, $3, $4)
   ON CONFLICT DO NOTHING RETURNING id`,
);

type Rest = { kind: 'entry' | 'note'; id: number };

async function link(tx: Transaction, proposalId: number, { kind, id }: Rest, by: string): Promise<boolean> {
  if ((await tx.rows(there[kind], [proposalId, id])).length === 0) throw notFound();
  const [entry, note] = kind === 'entry' ? [id, null] : [null, id];
  return (await tx.rows(added, [proposalId, entry, note, by])).length > 0;
}

/** An administrator says that a proposal rests on an entry or a note. Twice is once. */
export const linkResearch = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: linkInput,
      allow: may.administer,
      run: async ({ tx, viewer: { userId }, input: { proposalId, rest } }) => {
        const isNew = await link(tx, proposalId, rest, userId);
        const audit = {
          action: 'research.link',
          objectType: 'improvement',
          details: { proposal: proposalId, [rest.kind]: rest.id },
        };
        return { value: undefined, audit: isNew ? audit : nothingChanged };
      },
    },
    viewer,
    raw,
  );

const removed = statement(
  'optimizer.link-remove',
  'DELETE FROM research_links WHERE id = $1 RETURNING proposal_id AS proposal, entry_id AS entry, note_id AS note',
);

/** An administrator says that a proposal does not rest on it after all. */
export const unlinkResearch = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: unlinkInput,
      allow: may.administer,
      run: async ({ tx, input: { linkId } }) => {
        const [found] = await tx.rows<{ proposal: number; entry: number | null; note: number | null }>(
          removed,
          [linkId],
        );
        if (!found) throw notFound();
        return {
          value: undefined,
          audit: { action: 'research.unlink', objectType: 'improvement', details: { ...found } },
        };
      },
    },
    viewer,
    raw,
  );
