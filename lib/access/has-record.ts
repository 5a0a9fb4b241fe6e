import { cache } from 'react';
import { statement } from '@/db/statement';
import { everStudent } from './ever-student';
import { asViewer } from './transaction';
import type { Viewer } from './viewer';

const wasStudent = statement(
  'access.was-student',
  `SELECT 1 FROM users WHERE id = $1 AND ${everStudent('users')}`,
);

/**
 * Whether there is an education record of the viewer, with the rights in it (34 CFR 99.3: whoever is or has been in attendance):
 * of students, and of whoever was one before a role at work. Read once a request, and of students not at all.
 */
export const hasRecord = cache(
  async (viewer: Viewer): Promise<boolean> =>
    viewer.role === 'STUDENT' ||
    (await asViewer(viewer, (tx) => tx.rows(wasStudent, [viewer.userId]))).length > 0,
);
