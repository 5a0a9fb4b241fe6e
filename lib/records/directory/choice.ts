import { z } from 'zod';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';

const own = statement(
  'records.directory-choice',
  'SELECT opted_out AS "optedOut", chosen_at AS "chosenAt" FROM directory_choices WHERE user_id = $1',
);
const choose = statement(
  'records.choose-directory',
  `INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, $2, $1)
   ON CONFLICT (user_id) DO UPDATE SET opted_out = excluded.opted_out, chosen_by = excluded.chosen_by, chosen_at = now()
   WHERE directory_choices.opted_out <> excluded.opted_out RETURNING user_id`,
);

const choiceInput = z.strictObject({ optedOut: z.stringbool() });

export type DirectoryChoice = { optedOut: boolean; chosenAt: string | null };

/** Whether the viewer's name and institution may be given out; nobody has said otherwise: they may. */
export async function getDirectoryChoice(viewer: Viewer): Promise<DirectoryChoice> {
  const [found] = await asViewer(viewer, (tx) => tx.rows<DirectoryChoice>(own, [viewer.userId]));
  return found ?? { optedOut: false, chosenAt: null };
}

/** Keeps directory information to the institution's staff and the own classes, or lets it be given out again. */
export const chooseDirectory = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: choiceInput,
      allow: ({ role }) => role === 'STUDENT',
      run: async ({ tx, viewer: student, input: { optedOut } }) => {
        const changed = await tx.rows(choose, [student.userId, optedOut]);
        const audit = {
          action: 'directory.choose',
          objectType: 'directory choice',
          studentId: student.userId,
          details: { optedOut },
        };
        return { value: undefined, audit: changed.length > 0 ? audit : null };
      },
    },
    viewer,
    raw,
  );
