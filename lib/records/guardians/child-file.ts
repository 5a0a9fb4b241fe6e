import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { readAmendments, readContestableCourses } from '../amendments/queries';
import type { Amendment, ContestableCourse } from '../amendments/schema';
import { readConsents } from '../consents/queries';
import type { Consent } from '../consents/schema';
import { readRedactedDisclosures } from '../disclosed/record';
import type { DisclosureEntry } from '../disclosed/schema';
import { readErasures } from '../erasure/queries';
import type { ErasureRequest } from '../erasure/schema';
import { readInspections } from '../inspection/queries';
import type { Inspection } from '../inspection/schema';

/** What was asked, agreed to and given out about a child's record. */
export type ChildFile = {
  inspections: Inspection[];
  amendments: Amendment[];
  courses: ContestableCourse[];
  erasures: ErasureRequest[];
  consents: Consent[];
  disclosures: DisclosureEntry[];
};

/**
 * What a guardian who holds the rights in a child's record has used of them, or another guardian has. Row security shows it
 * as long as the rights are the guardian's, and to others of it at most what they did themselves.
 */
export const getChildFile = (viewer: Viewer, studentId: string): Promise<ChildFile> =>
  asViewer(viewer, async (tx) => ({
    inspections: await readInspections(tx, studentId),
    amendments: await readAmendments(tx, studentId),
    courses: await readContestableCourses(tx, studentId),
    erasures: await readErasures(tx, studentId),
    consents: await readConsents(tx, studentId),
    disclosures: await readRedactedDisclosures(tx, studentId),
  }));
