import { parse } from '@/lib/access/action';
import { statementsInto } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { invalidate } from '@/lib/cache/invalidate';
import { notFound } from '@/lib/errors';
import { recordProgress } from './mutations';
import { type ProgressReceipt, progressBatch } from './schema';
import { recordOne } from './together';

/**
 * A student reports own learning. The rows themselves say who did what when, so the trail does not repeat them: a heartbeat
 * is not an event worth an entry.
 */
export async function reportProgress(viewer: Viewer, raw: unknown): Promise<ProgressReceipt> {
  const { events } = parse(progressBatch, raw);
  if (viewer.role !== 'STUDENT') throw notFound();
  const [event, ...more] = events;
  const receipt =
    event && more.length === 0
      ? await recordOne({ studentId: viewer.userId, event })
      : await recordProgress(statementsInto('user_progress', viewer), viewer.userId, events);
  const courses = new Set(events.map(({ courseId }) => courseId));
  if (receipt.accepted > 0)
    await invalidate(`student:${viewer.userId}`, ...[...courses].map((id) => `class:${id}`));
  return receipt;
}
