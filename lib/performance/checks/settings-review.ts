import { type Reviewed, reviewSettings } from '../settings/review';
import { type ReviewRow, reviewSql } from '../settings/review-sql';
import { check, unknown, type Verdict } from './check';

/**
 * Settings that do not suit the product, with what they should be; those that endanger the data, and housekeeping that is
 * switched off, have checks of their own.
 */
export const settingsReview = check<ReviewRow>({
  name: 'settings-review',
  title: 'Settings that do not suit the product',
  why: 'Postgres comes with settings for a small machine of long ago, and each installation changes some. A few of them make every page slower, or let one mistake stop everybody.',
  sql: reviewSql,
  judge: (rows, { machine }) =>
    reviewSettings(rows, machine?.memoryBytes ?? null)
      .flatMap(({ settings }) => settings)
      .filter(({ state, saidBy }) => state !== 'ok' && saidBy === null)
      .map(verdictOf),
});

function verdictOf({ name, login, value, source, wanted, state, advice, change, sql }: Reviewed): Verdict {
  const object = login === null ? name : `${name} of ${login}`;
  if (state === 'unknown') return unknown(advice, object);
  return {
    state,
    object,
    evidence: { value, source, wanted },
    advice: `${advice} ${change}`,
    sql: sql ?? undefined,
  };
}
