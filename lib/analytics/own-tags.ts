import type { Viewer } from '@/lib/access/viewer';

/** What a student's own figures are made of: their enrolments and progress. */
export const ownTags = (viewer: Viewer): string[] => [`student:${viewer.userId}`];
