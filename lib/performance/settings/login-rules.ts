import { better, critical, fine, type Judgement, warning } from './rule';
import type { Platform } from './setting';

/** What a limit of the product's login should be. */
export type LoginRule = { wanted: string; why: string; judge: (milliseconds: number) => Judgement };

const minute = 60_000;

/** Fine between one and the other; 0 means no limit at all. */
const between =
  (most: number, none: string, long: string, instead: string): LoginRule['judge'] =>
  (milliseconds) => {
    if (milliseconds === 0) return warning(none, instead);
    return milliseconds > most ? warning(long, instead) : fine;
  };

/** By the name of the setting. */
export const loginRules: Readonly<Record<string, LoginRule>> = {
  statement_timeout: {
    wanted: '30 s, at most 5 minutes',
    why: 'A question that runs on and on holds a connection that others wait for. Nobody waits longer than that for a page.',
    judge: between(
      5 * minute,
      'A question that went wrong runs for ever.',
      'A question that went wrong runs for very long.',
      '30s',
    ),
  },
  idle_in_transaction_session_timeout: {
    wanted: '1 minute, at most 10 minutes',
    why: 'A session that began something and forgot it keeps others waiting, and keeps old rows from being cleared away.',
    judge: between(
      10 * minute,
      'A forgotten session holds its locks for ever.',
      'A forgotten session holds its locks for very long.',
      '60s',
    ),
  },
};

const units: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  min: minute,
  h: 60 * minute,
  d: 1_440 * minute,
};

/** Milliseconds of a length of time as Postgres takes it: `30s`, `5min`, `60000`. NaN for anything else. */
export function millisecondsOf(text: string): number {
  const [, amount, unit = ''] = /^\s*(-?[\d.]+)\s*([a-z]*)\s*$/.exec(text) ?? [];
  return Number(amount) * (units[unit || 'ms'] ?? Number.NaN);
}

const encrypt = 'Switch ssl on at the server, and add sslmode=verify-full to DATABASE_URL.';

/** Whether answers can be read on their way from the server to the product. */
export const connectionRule = {
  wanted: 'encrypted, unless the database is on the same machine',
  why: 'Records of students travel over this connection.',
  judge: (value: string, platform: Platform): Judgement => {
    if (platform === 'neon') return fine;
    if (value === 'private') return better(`Unless nobody else is on that network: ${encrypt}`);
    return value === 'off' ? critical(encrypt) : fine;
  },
};

const ways: Readonly<Record<string, string>> = {
  local: 'on the same machine',
  on: 'encrypted',
  private: 'not encrypted, on a private network',
  off: 'not encrypted',
};

/** How a connection is kept secret, in words. Neon lets encrypted connections in only, and undoes that before its server. */
export const connectionWords = (value: string, platform: Platform): string =>
  platform === 'neon' && value !== 'on' ? 'encrypted up to Neon' : (ways[value] ?? value);
