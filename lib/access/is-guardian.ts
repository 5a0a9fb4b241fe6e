import { cache } from 'react';
import { statement } from '@/db/statement';
import { asViewer } from './transaction';
import type { Viewer } from './viewer';

const ofAnybody = statement(
  'access.is-guardian',
  `SELECT 1 FROM guardianships WHERE guardian_id = $1 AND ended_at IS NULL AND is_guardian_of(student_id) LIMIT 1`,
);

/** Whether the viewer holds the rights in a student's record now, as a verified guardian; whatever else the viewer is. Read once a request. */
export const isGuardian = cache(
  async (viewer: Viewer): Promise<boolean> =>
    (await asViewer(viewer, (tx) => tx.rows(ofAnybody, [viewer.userId]))).length > 0,
);
