import { Refusal } from '@/lib/errors';
import type { Viewer } from './viewer';

/**
 * Nobody decides about the own record or writes into it by office, as an administrator could who was a student once.
 *
 * @param studentId null: of nobody in particular
 * @throws Refusal where the record is the viewer's own
 */
export function requireOthersRecord({ userId }: Viewer, studentId: string | null): void {
  if (studentId === userId)
    throw new Refusal('forbidden', 'This is about your own record: another administrator does it.');
}
