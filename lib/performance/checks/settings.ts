import { check, type Verdict } from './check';
import type { Facts } from './facts';

type Setting = { name: string; value: string };

/** What protects the data from a crash and from a failing disk: the value it should have, and what follows otherwise. */
const safe: Record<string, { value: string; state: 'critical' | 'warning'; advice: string }> = {
  fsync: {
    value: 'on',
    state: 'critical',
    advice:
      'After a crash of the machine the database may be beyond repair. Switch it on, and reload the configuration.',
  },
  full_page_writes: {
    value: 'on',
    state: 'critical',
    advice:
      'A crash in the middle of writing a page would damage it. Switch it on, and reload the configuration.',
  },
  zero_damaged_pages: {
    value: 'off',
    state: 'critical',
    advice:
      'Damaged pages are thrown away without a word. Switch it off; it is meant for rescuing data once.',
  },
  ignore_checksum_failure: {
    value: 'off',
    state: 'critical',
    advice: 'Damaged pages are read as if nothing were wrong. Switch it off.',
  },
  data_checksums: {
    value: 'on',
    state: 'warning',
    advice: 'A disk that returns wrong data goes unnoticed. Stop the server and run pg_checksums --enable.',
  },
};

/** Safeguards that Neon's storage gives in Postgres's place. */
const givenByNeon = new Set(['fsync', 'full_page_writes', 'data_checksums']);

/** Settings without which data can be lost or damaged unnoticed. */
export const settings = check<Setting>({
  name: 'settings',
  title: 'Settings that protect the data',
  why: 'They make the database a little faster when they are off, and a crash or a failing disk then costs data.',
  sql: `SELECT name, setting AS value FROM pg_settings WHERE name IN ('${Object.keys(safe).join("', '")}') ORDER BY 1`,
  judge: (found, facts) => found.flatMap((setting) => judgeSetting(setting, facts)),
});

function judgeSetting({ name, value }: Setting, { neon, versionName }: Facts): Verdict[] {
  const wanted = safe[name];
  if (!wanted || value === wanted.value || (neon && givenByNeon.has(name))) return [];
  const { state, advice } = wanted;
  return [{ state, object: name, evidence: { value, wanted: wanted.value, server: versionName }, advice }];
}

type Drift = { name: string; installed: string; available: string };

/** Extensions whose objects are older than the files of the server. */
export const extensions = check<Drift>({
  name: 'extensions',
  title: 'Extensions that were not brought up to date',
  why: 'After an update of the server its extensions stay as they were until somebody updates them, mistakes that were mended since included.',
  sql: `
    SELECT name, installed_version AS installed, default_version AS available FROM pg_available_extensions
    WHERE installed_version <> default_version ORDER BY 1`,
  judge: (found) =>
    found.map(({ name, installed, available }) => ({
      state: 'warning',
      object: `extension ${name}`,
      evidence: { installed, available },
      advice: 'Read what has changed, and update it.',
      sql: `ALTER EXTENSION "${name}" UPDATE;`,
    })),
});
