/**
 * The minor releases of each major version of PostgreSQL with the day of each, and the day of its last one.
 * Source: https://www.postgresql.org/support/versioning/ and the announcements of the releases.
 */
export const postgresReleases: Readonly<
  Record<number, { ends: string; minors: readonly (readonly [minor: number, on: string])[] }>
> = {
  16: {
    ends: '2028-11-09',
    minors: [
      [9, '2025-05-08'],
      [10, '2025-08-14'],
      [11, '2025-11-13'],
      [12, '2026-02-12'],
      [13, '2026-02-26'],
      [14, '2026-05-14'],
      [15, '2026-08-13'],
    ],
  },
  17: {
    ends: '2029-11-08',
    minors: [
      [5, '2025-05-08'],
      [6, '2025-08-14'],
      [7, '2025-11-13'],
      [8, '2026-02-12'],
      [9, '2026-02-26'],
      [10, '2026-05-14'],
      [11, '2026-08-13'],
    ],
  },
  18: {
    ends: '2030-11-14',
    minors: [
      [1, '2025-11-13'],
      [2, '2026-02-12'],
      [3, '2026-02-26'],
      [4, '2026-05-14'],
      [6, '2026-08-13'],
    ],
  },
};
