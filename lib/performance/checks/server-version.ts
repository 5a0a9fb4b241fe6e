import { check, unknown, type Verdict } from './check';
import type { Facts } from './facts';
import { postgresReleases } from './postgres-releases';

const day = 86_400_000;
/** Minor releases come every three months: two that were left out are too many. */
const mostDays = 180;

/** How long ago the server's minor version was followed by another one, by a list that ships with the product. */
export const serverVersion = check({
  name: 'server-version',
  title: 'The version of the server',
  why: 'Each minor release mends mistakes that lose data or let strangers in. They change nothing else, and need a restart only.',
  sql: 'SELECT 1 AS one',
  judge: (_, facts) => [judgeVersion(facts)],
});

function judgeVersion({ version, asOf, neon }: Pick<Facts, 'version' | 'asOf' | 'neon'>): Verdict {
  const [major, minor] = [Math.floor(version / 10_000), version % 10_000];
  const known = postgresReleases[major];
  const newest = known?.minors.at(-1);
  if (!known || !newest) return unknown(`Of PostgreSQL ${major} this product knows no releases.`);
  const daysSince = (on: string) => Math.floor((Date.parse(asOf) - Date.parse(on)) / day);
  const [newestMinor, newestOn] = newest;
  const evidence = {
    version: `${major}.${minor}`,
    newestKnown: `${major}.${newestMinor}`,
    knownUntil: newestOn,
  };
  if (daysSince(known.ends) > 0)
    return {
      state: 'critical',
      object: null,
      evidence: { ...evidence, supportEnded: known.ends },
      advice: `PostgreSQL ${major} is mended no more: move to a newer major version.`,
    };
  const next = known.minors.find(([other]) => other > minor);
  if (!next)
    return daysSince(newestOn) > mostDays
      ? unknown(`The list of releases that this product has ends on ${newestOn}.`, null, evidence)
      : { state: 'ok', object: null, evidence, advice: '' };
  const behindDays = daysSince(next[1]);
  if (behindDays <= mostDays)
    return { state: 'ok', object: null, evidence: { ...evidence, behindDays }, advice: '' };
  return {
    state: 'warning',
    object: null,
    evidence: { ...evidence, behindDays },
    advice: neon
      ? 'The provider has newer ones: restart the compute to get one.'
      : `Update the server to ${major}.${newestMinor} or newer, and restart it in a quiet hour.`,
  };
}
