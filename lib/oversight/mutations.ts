import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { pageHref } from '@/lib/page-query';
import { flagReview, removedView, savedView } from './schema';

const mostViews = 50;

const flagToReview = statement(
  'audit.flag-to-review',
  'SELECT actor_id AS "actorId", rule FROM audit_flags WHERE institution_id = $1 AND id = $2',
);
const addReview = statement(
  'audit.add-review',
  `INSERT INTO audit_flag_reviews (institution_id, flag_id, verdict, note, reviewer_id, reviewer_name)
   VALUES ($1, $2, $3::flag_verdict_enum, $4, $5, $6)`,
);

/** Signs what was made of a flag. Another look is another signature; nobody signs for what they did themselves. */
export const reviewFlag = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: flagReview,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { flagId, verdict, note } }) => {
        const [flag] = await tx.rows<{ actorId: string; rule: string }>(flagToReview, [
          admin.institutionId,
          flagId,
        ]);
        if (!flag) throw notFound();
        if (flag.actorId === admin.userId)
          throw new Refusal('forbidden', 'This is about what you did yourself: somebody else has to look.');
        await tx.rows(addReview, [
          admin.institutionId,
          flagId,
          verdict,
          note,
          admin.userId,
          admin.displayName,
        ]);
        const details = { verdict, rule: flag.rule, person: flag.actorId };
        const audit = { action: 'audit.review', objectType: 'audit_flag', objectId: String(flagId), details };
        return { value: undefined, audit: { ...audit, justification: note } };
      },
    },
    viewer,
    raw,
  );

const addView = statement(
  'audit.add-view',
  `INSERT INTO audit_views (user_id, name, search)
   SELECT $1, $2, $3 WHERE (SELECT count(*) FROM audit_views WHERE user_id = $1) < $4
   ON CONFLICT (user_id, name) DO NOTHING RETURNING id`,
);

const viewNamed = statement('audit.view-named', 'SELECT 1 FROM audit_views WHERE user_id = $1 AND name = $2');

/** Keeps a view of the trail under a name, for the person alone. */
export const saveView = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: savedView,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { name, filter } }) => {
        const search = pageHref('', filter);
        const [made] = await tx.rows<{ id: string }>(addView, [admin.userId, name, search, mostViews]);
        if (!made)
          throw new Refusal(
            'conflict',
            (await tx.rows(viewNamed, [admin.userId, name])).length > 0
              ? 'You have saved a view of that name already: choose another one, or remove that.'
              : `You have saved ${mostViews} views, which is as many as are kept: remove one first.`,
          );
        const details = { name, search };
        return {
          value: undefined,
          audit: { action: 'audit.save-view', objectType: 'audit_view', objectId: made.id, details },
        };
      },
    },
    viewer,
    raw,
  );

const dropView = statement('audit.remove-view', 'DELETE FROM audit_views WHERE id = $1 RETURNING name');

export const removeView = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: removedView,
      allow: may.administer,
      run: async ({ tx, input: { id } }) => {
        const [gone] = await tx.rows<{ name: string }>(dropView, [id]);
        if (!gone) throw notFound();
        const details = { name: gone.name };
        return {
          value: undefined,
          audit: { action: 'audit.remove-view', objectType: 'audit_view', objectId: id, details },
        };
      },
    },
    viewer,
    raw,
  );
