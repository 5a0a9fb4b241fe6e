/** An order to keep everything, of one student or of all. */
export type Hold = {
  id: string;
  studentId: string | null;
  studentName: string | null;
  reason: string;
  placerName: string;
  placedAt: string;
  releasedAt: string | null;
};
