import type { ChosenKind } from './schedule';

/** An order to keep everything, of one student or of all. */
export type Hold = {
  id: string;
  studentId: string | null;
  studentName: string | null;
  reason: string;
  placerName: string;
  placedAt: string;
  releasedAt: string | null;
  releaseReason: string | null;
};

/** What an institution said of one kind, where it said it and why. */
export type Term = {
  /** Null: as the product's schedule. */
  days: number | null;
  reason: string;
  setterName: string;
  setAt: string;
  countsFrom: string;
};

/** How long an institution keeps a kind now, and from when on something else counts. */
export type KeptFor = { kind: ChosenKind; days: number; term: Term | null; coming: Term | null };
