import type { Transaction } from '@/db/client';
import type { Statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import { notFound } from '@/lib/errors';
import { readRelation } from './relation';
import { requireHolder } from './require-holder';

/** Whose record a request is about, and who entered it where it came by letter. */
type Asked = { studentId: string; recordedBy: string | null };

/**
 * Whose record a request is about that the viewer may take back: as whoever holds the rights in the record now, who need not be
 * who asked, or as the administrator who entered it.
 *
 * @param find answers `studentId` and `recordedBy` of the request with an id
 * @throws Refusal to everybody else, who find no such request
 */
export async function readOwnRequest(
  tx: Transaction,
  viewer: Viewer,
  find: Statement,
  id: string,
): Promise<string> {
  const [request] = await tx.rows<Asked>(find, [id]);
  if (!request) throw notFound();
  const { studentId, recordedBy } = request;
  if (recordedBy !== viewer.userId) requireHolder(await readRelation(tx, viewer, studentId), studentId);
  return studentId;
}
