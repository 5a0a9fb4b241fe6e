/** A setting of the server, as sessions begin with it. */
export type Setting = {
  name: string;
  /** In Postgres's own unit. */
  value: string;
  unit: string | null;
  /** Where it comes from, in Postgres's words; null where a session has it otherwise. */
  source: string | null;
  /** Who may change it and from when on it holds, in Postgres's word. */
  context: string;
  /** Another value is written down already and waits for a restart. */
  pendingRestart: boolean;
};

export type Platform = 'embedded' | 'neon' | 'rds' | 'cloud-sql' | 'azure' | 'own';

/** What a setting is judged beside. */
export type Surroundings = {
  platform: Platform;
  /** Bytes that the machine has, or what its container may use; null where the database is elsewhere. */
  memory: number | null;
  settings: ReadonlyMap<string, Setting>;
};

const bytesOfUnit: Record<string, number> = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };
const millisecondsOfUnit: Record<string, number> = { ms: 1, s: 1_000, min: 60_000 };

/** A setting's number in bytes, in milliseconds, or as it is where it has no unit. NaN for words. */
export function amountOf({ value, unit }: Pick<Setting, 'value' | 'unit'>): number {
  const [, many = '', word = ''] = /^(\d*)([A-Za-z]*)$/.exec(unit ?? '') ?? [];
  const size = bytesOfUnit[word] ?? millisecondsOfUnit[word] ?? 1;
  return Number(value) * Number(many || 1) * size;
}

/** What a setting's number counts. */
export function kindOf({ unit }: Pick<Setting, 'unit'>): 'bytes' | 'milliseconds' | 'number' {
  const word = (unit ?? '').replace(/^\d+/, '');
  if (word in bytesOfUnit) return 'bytes';
  return word in millisecondsOfUnit ? 'milliseconds' : 'number';
}

/** The number of another setting; NaN where the server does not show it. */
export function amountIn({ settings }: Surroundings, name: string): number {
  const found = settings.get(name);
  return found ? amountOf(found) : Number.NaN;
}
