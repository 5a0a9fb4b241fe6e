import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { noteInput } from './schema';

const added = statement(
  'optimizer.note-add',
  `INSERT INTO research_notes (source, found_on, finding, applicability, written_by)
   VALUES ($1, $2::date, $3, $4, $5) RETURNING id`,
);

/** An administrator writes down what was found out, where, and whether it applies here. Notes are never altered. */
export const addNote = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: noteInput,
      allow: may.administer,
      run: async ({ tx, viewer: { userId }, input: { source, foundOn, finding, applicability } }) => {
        const values = [source, foundOn, finding, applicability, userId];
        const [note] = await tx.rows<{ id: number }>(added, values);
        return {
          value: undefined,
          audit: { action: 'research.note', objectType: 'note', details: { note: note?.id ?? null, source } },
        };
      },
    },
    viewer,
    raw,
  );
