import { cache } from 'react';
import { statement } from '@/db/statement';
import { asViewer } from './transaction';
import type { Viewer } from './viewer';

const zone = statement('access.time-zone', 'SELECT time_zone AS "timeZone" FROM institutions WHERE id = $1');

/** The IANA time zone in which a person's institution counts days; UTC without an institution. Read once a request. */
export const timeZoneOf = cache(async (viewer: Viewer): Promise<string> => {
  const [found] = await asViewer(viewer, (tx) => tx.rows<{ timeZone: string }>(zone, [viewer.institutionId]));
  return found?.timeZone ?? 'UTC';
});
