import type { Assessment, Reason } from './score';
import type { SignalName, Weights } from './weights';

/** The signal that moved the score most: the student's own figure a week ago and now. */
export type Shift = { signal: SignalName; unit: Reason['unit']; before: number; now: number };

/** What a week did to a student of the list; `before` null where nothing could be said a week ago. */
export type Change = {
  kind: 'new' | 'worse' | 'better' | 'same';
  before: number | null;
  because: Shift | null;
};

/** Who was on the list a week ago and is not now; `now` null for who is no longer among those still learning. */
export type Left = { userId: string; before: number; now: number | null };

/** How a student's place on the list came about. */
export function changeOf(now: Assessment, before: Assessment | undefined, weights: Weights): Change {
  if (!before) return { kind: 'new', before: null, because: null };
  const kind = kindOf(now.score, before.score, weights);
  return { kind, before: before.score, because: kind === 'same' ? null : shiftOf(now, before) };
}

function kindOf(now: number, before: number, { listedFrom, change }: Weights): Change['kind'] {
  if (before < listedFrom) return 'new';
  if (now >= before + change) return 'worse';
  return now <= before - change ? 'better' : 'same';
}

/** The signal whose points moved furthest the way the score did; null where none did. */
function shiftOf(now: Assessment, before: Assessment): Shift | null {
  const direction = Math.sign(now.score - before.score);
  const shifts = now.reasons.flatMap(({ signal, unit, own, points }) => {
    const earlier = before.reasons.find((reason) => reason.signal === signal);
    if (!earlier) return [];
    return [{ signal, unit, before: earlier.own, now: own, moved: direction * (points - earlier.points) }];
  });
  const furthest = shifts.toSorted((a, b) => b.moved - a.moved)[0];
  if (!furthest || furthest.moved <= 0) return null;
  const { moved: _moved, ...shift } = furthest;
  return shift;
}

/** Who left the list within the week, who stood highest first. */
export function whoLeft(now: Assessment[], before: Assessment[], { listedFrom }: Weights): Left[] {
  const scores = new Map(now.map(({ userId, score }) => [userId, score]));
  return before
    .filter(({ userId, score }) => score >= listedFrom && (scores.get(userId) ?? 0) < listedFrom)
    .map(({ userId, score }) => ({ userId, before: score, now: scores.get(userId) ?? null }));
}
