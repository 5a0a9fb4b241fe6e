import type { RetentionDays } from './prune/policy';

export type StoredBackup = { endedAt: string; storedBytes: number };
export type Projection = {
  /** Days from now. */
  days: number;
  backups: number;
  bytes: number;
};

const day = 86_400_000;
/** Fewer backups, or over less time, say nothing about growth. */
const least = { backups: 3, days: 3 };

/**
 * How much full backups will take, by the policy and by how their size grew: a line through their sizes (least squares),
 * one backup a day. Without the log and archives, which are named by themselves.
 *
 * @param backups in any order
 * @returns null where there is not enough to tell
 */
export function projectStorage(
  backups: StoredBackup[],
  policy: RetentionDays,
  now: number,
  horizons = [30, 90, 365],
): Projection[] | null {
  const points = backups.map(({ endedAt, storedBytes }) => ({
    at: (Date.parse(endedAt) - now) / day,
    bytes: storedBytes,
  }));
  const first = Math.min(...points.map(({ at }) => at));
  const last = Math.max(...points.map(({ at }) => at));
  if (points.length < least.backups || last - first < least.days) return null;
  const sizeAt = lineThrough(points);
  return horizons.map((days) => {
    const ages = keptAges(policy, days - first);
    const bytes = ages.reduce((sum, age) => sum + Math.max(0, sizeAt(days - age)), 0);
    return { days, backups: ages.length, bytes: Math.round(bytes) };
  });
}

/** Ages in days of the backups that the policy keeps of one a day, when the oldest is `oldest` days old. */
export function keptAges({ everyDays, anyMomentDays, monthlyDays }: RetentionDays, oldest: number): number[] {
  const ages: number[] = [];
  for (let age = 0; age <= Math.min(oldest, monthlyDays); ) {
    ages.push(age);
    if (age < everyDays) age += 1;
    else age += age < anyMomentDays ? 7 : 30.4;
  }
  return ages;
}

function lineThrough(points: { at: number; bytes: number }[]): (at: number) => number {
  const mean = (of: (point: { at: number; bytes: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [at, bytes] = [mean((point) => point.at), mean((point) => point.bytes)];
  const spread = mean((point) => (point.at - at) ** 2);
  const slope = mean((point) => (point.at - at) * (point.bytes - bytes)) / spread;
  return (moment) => bytes + slope * (moment - at);
}
