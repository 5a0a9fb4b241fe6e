import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { toldWhereDone } from '@/lib/audit/untold';
import { notFound, Refusal } from '@/lib/errors';
import { rotateKey } from './rotate';
import { rotateInput } from './schema';

/**
 * Gives a class of the administrator's institution its next key at once; the worker seals anew what the old one holds.
 * Answers with the new version.
 */
export const rotateNow = (viewer: Viewer | null, raw: unknown): Promise<number> =>
  perform(
    {
      input: rotateInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input }) => {
        const { institutionId } = administrator;
        if (institutionId === null) throw notFound();
        const made = await rotateKey(tx, administrator, { institutionId, ...input });
        if (!made)
          throw new Refusal(
            'conflict',
            'This key has changed meanwhile. Reload the page to see how it stands.',
          );
        return { value: made.version, audit: toldWhereDone };
      },
    },
    viewer,
    raw,
  );
