import type { Restorable } from './restorable';

export const timelineWindows = { week: 7, month: 31, year: 366, all: 7 * 366 } as const;

export type TimelineWindow = keyof typeof timelineWindows;

/** A stretch on a line from 0 to 1000. */
export type Stretch = { at: number; width: number };

export type Timeline = {
  from: string;
  until: string;
  /** Any second of these can be restored; of `gaps`, between two of them, none. */
  spans: Stretch[];
  gaps: Stretch[];
  /** Places of full backups, of those that hold what changed since another one, and of archives. */
  backups: number[];
  increments: number[];
  archives: number[];
};

const day = 86_400_000;
const length = 1000;

type Moments = {
  asOf: string;
  restorable: Restorable[];
  backups: { endedAt: string; parentId: string | null }[];
  archives: { takenAt: string }[];
};

/**
 * Where on a line what can be restored lies; the line ends now. What is outside the window is left out.
 *
 * @param restorable oldest first
 */
export function timelineOf(
  { asOf, restorable, backups, archives }: Moments,
  window: TimelineWindow,
): Timeline {
  const until = Date.parse(asOf);
  const from = until - timelineWindows[window] * day;
  const placeOf = (moment: string) => {
    const place = ((Date.parse(moment) - from) / (until - from)) * length;
    return Math.min(length, Math.max(0, place));
  };
  const isInside = (moment: string) => Date.parse(moment) >= from && Date.parse(moment) <= until;
  const stretch = (start: string, end: string): Stretch[] => {
    const [at, to] = [placeOf(start), placeOf(end)];
    return to > at ? [{ at, width: to - at }] : [];
  };
  const inside = (moments: string[]) => moments.filter(isInside).map(placeOf);
  const placesOf = (isWanted: (parentId: string | null) => boolean) =>
    inside(backups.filter(({ parentId }) => isWanted(parentId)).map(({ endedAt }) => endedAt));
  return {
    from: new Date(from).toISOString(),
    until: asOf,
    spans: restorable.flatMap((one) => stretch(one.from, one.until)),
    gaps: restorable.flatMap((one, n) => stretch(restorable[n - 1]?.until ?? one.from, one.from)),
    backups: placesOf((parentId) => parentId === null),
    increments: placesOf((parentId) => parentId !== null),
    archives: inside(archives.map(({ takenAt }) => takenAt)),
  };
}
