import type pg from 'pg';

/** Lets a hearing have begun that was told of in advance: no test waits a day for one. */
export const beginHearing = (owner: pg.Client | pg.Pool, amendmentId: string | undefined) =>
  owner.query(
    `UPDATE amendment_requests SET hearing_at = now() - interval '1 hour', hearing_place = 'Room 12', hearing_set_at = now() - interval '9 days'
     WHERE id = $1`,
    [amendmentId],
  );
