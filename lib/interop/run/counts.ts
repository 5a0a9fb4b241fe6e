/** What happened to the rows of one file: read = new + changed + unchanged + rejected + not used (+ read only). */
export type FileCounts = {
  read: number;
  new: number;
  changed: number;
  unchanged: number;
  rejected: number;
  /** Accepted, but nothing in the product holds them yet. */
  notUsed: number;
};

export const noFileCounts = (): FileCounts => ({
  read: 0,
  new: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  notUsed: 0,
});
