import type { Transaction } from '@/db/client';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { readAmendments, readContestableCourses } from '../amendments/queries';
import type { Amendment, ContestableCourse } from '../amendments/schema';
import { readConsents } from '../consents/queries';
import type { Consent } from '../consents/schema';
import { readRedactedDisclosures } from '../disclosed/record';
import type { DisclosureEntry } from '../disclosed/schema';
import { type DisclosurePage, type DisclosureQuery, readChildDisclosures } from '../disclosures';
import { readErasures } from '../erasure/queries';
import type { ErasureRequest } from '../erasure/schema';
import { readInspections } from '../inspection/queries';
import type { Inspection } from '../inspection/schema';
import { type ChildCollection, readChildCollection } from './collection';
import { tellGuardiansLook } from './tell-look';

/** Who looked at a child's record, and to whom it was given. */
export type ChildLooks = { looks: DisclosurePage; disclosures: DisclosureEntry[] };

/** What is agreed to about a child's record. */
export type ChildChoices = {
  /** What is asked about a child under 13; null: nothing. */
  collection: ChildCollection | null;
  consents: Consent[];
};

/** What was asked about a child's record. */
export type ChildRequests = {
  inspections: Inspection[];
  amendments: Amendment[];
  courses: ContestableCourse[];
  erasures: ErasureRequest[];
};

/**
 * Who looked at the record of a child, or tried to, the newest first, and to whom it was given: for the guardian who holds the rights in
 * it, and for nobody else, who find nothing. What the child or the guardian did is left out, and other students' names. One look, which
 * the child sees.
 */
export const openChildLooks = (
  viewer: Viewer,
  studentId: string,
  query: DisclosureQuery,
): Promise<ChildLooks> =>
  asItsGuardian(viewer, studentId, async (tx) => ({
    looks: await readChildDisclosures(tx, studentId, query),
    disclosures: await readRedactedDisclosures(tx, studentId),
  }));

/**
 * What a guardian who holds the rights in a child's record has agreed to, or another guardian has. Row security shows it as long as the
 * rights are the guardian's, and to others of it at most what they did themselves. One look, which the child sees.
 */
export const openChildChoices = (viewer: Viewer, studentId: string): Promise<ChildChoices> =>
  asItsGuardian(viewer, studentId, async (tx) => ({
    collection: await readChildCollection(tx, viewer, studentId),
    consents: await readConsents(tx, studentId),
  }));

/** What a guardian, or another one, asked for about a child's record: shown to the same people as `openChildChoices`. One look as well. */
export const openChildRequests = (viewer: Viewer, studentId: string): Promise<ChildRequests> =>
  asItsGuardian(viewer, studentId, async (tx) => ({
    inspections: await readInspections(tx, studentId),
    amendments: await readAmendments(tx, studentId),
    courses: await readContestableCourses(tx, studentId),
    erasures: await readErasures(tx, studentId),
  }));

const asItsGuardian = <T>(
  viewer: Viewer,
  studentId: string,
  read: (tx: Transaction) => Promise<T>,
): Promise<T> =>
  asViewer(viewer, async (tx) => {
    await tellGuardiansLook(tx, viewer, studentId);
    return read(tx);
  });
