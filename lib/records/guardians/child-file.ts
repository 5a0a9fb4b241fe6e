import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { readAmendments, readContestableCourses } from '../amendments/queries';
import type { Amendment, ContestableCourse } from '../amendments/schema';
import { readConsents } from '../consents/queries';
import type { Consent } from '../consents/schema';
import { readRedactedDisclosures } from '../disclosed/record';
import type { DisclosureEntry } from '../disclosed/schema';
import {
  type DisclosurePage,
  type DisclosureQuery,
  disclosureQuery,
  readChildDisclosures,
} from '../disclosures';
import { readErasures } from '../erasure/queries';
import type { ErasureRequest } from '../erasure/schema';
import { readInspections } from '../inspection/queries';
import type { Inspection } from '../inspection/schema';
import { type ChildCollection, readChildCollection } from './collection';
import { tellGuardiansLook } from './tell-look';

const newestLooks = disclosureQuery.parse({ limit: 10 });

/** What was asked, agreed to and given out about a child's record. */
export type ChildFile = {
  inspections: Inspection[];
  amendments: Amendment[];
  courses: ContestableCourse[];
  erasures: ErasureRequest[];
  consents: Consent[];
  disclosures: DisclosureEntry[];
  /** What is asked about a child under 13; null: nothing. */
  collection: ChildCollection | null;
  /** Who looked at the record last. */
  looks: DisclosurePage;
};

/**
 * What a guardian who holds the rights in a child's record has used of them, or another guardian has. Row security shows it
 * as long as the rights are the guardian's, and to others of it at most what they did themselves. One look, which the child sees.
 */
export const openChildFile = (viewer: Viewer, studentId: string): Promise<ChildFile> =>
  asViewer(viewer, async (tx) => {
    await tellGuardiansLook(tx, viewer, studentId);
    return {
      collection: await readChildCollection(tx, viewer, studentId),
      inspections: await readInspections(tx, studentId),
      amendments: await readAmendments(tx, studentId),
      courses: await readContestableCourses(tx, studentId),
      erasures: await readErasures(tx, studentId),
      consents: await readConsents(tx, studentId),
      disclosures: await readRedactedDisclosures(tx, studentId),
      looks: await readChildDisclosures(tx, studentId, newestLooks),
    };
  });

/**
 * Who looked at the record of a child, or tried to, the newest first: for the guardian who holds the rights in it, and for
 * nobody else, who find nothing. What the child or the guardian did is left out, and other students' names. A look as well.
 */
export const openChildDisclosures = (
  viewer: Viewer,
  studentId: string,
  query: DisclosureQuery,
): Promise<DisclosurePage> =>
  asViewer(viewer, async (tx) => {
    await tellGuardiansLook(tx, viewer, studentId);
    return readChildDisclosures(tx, studentId, query);
  });
