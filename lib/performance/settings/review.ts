import { duration } from '@/lib/format';
import type { State } from '../checks/check';
import { bytes, milliseconds } from '../units';
import { ruleGroups } from './all-rules';
import { connectionRule, connectionWords, loginRules, millisecondsOf } from './login-rules';
import type { ReviewRow } from './review-sql';
import type { Judgement, Rule } from './rule';
import { amountOf, kindOf, type Platform, type Setting, type Surroundings } from './setting';
import { sourceWords, takesAlterSystem, whereToChange } from './where-to-change';

/** A setting, what it should be here, and why. */
export type Reviewed = {
  name: string;
  /** The product's login, where the setting is of that alone. */
  login: string | null;
  /** In words; null where the server does not show it. */
  value: string | null;
  source: string | null;
  wanted: string;
  why: string;
  state: State;
  /** What to do; beside the state ok: what would suit better. */
  advice: string;
  /** Who can change it. */
  change: string;
  sql: string | null;
  /** The check that says so; null where that is the review's own to say. */
  saidBy: string | null;
};

export type ReviewGroup = { title: string; settings: Reviewed[] };

/**
 * Every setting that matters for the product beside what it should be here.
 *
 * @param memory bytes that the machine of the database has; null where that cannot be seen
 */
export function reviewSettings(rows: readonly ReviewRow[], memory: number | null): ReviewGroup[] {
  const settings = new Map(rows.filter(({ kind }) => kind === 'server').map((row) => [row.name, row]));
  const around: Surroundings = { platform: rows[0]?.platform ?? 'own', memory, settings };
  return [
    ...ruleGroups.map(({ title, rules }) => ({
      title,
      settings: rules.flatMap((rule) => reviewOne(rule, settings.get(rule.name), around)),
    })),
    { title: 'The product’s login', settings: rows.flatMap(reviewLogin) },
  ].filter((group) => group.settings.length > 0);
}

/** What is not shown to this role is said so; of an extension that is not loaded there is nothing to say. */
function reviewOne(rule: Rule, setting: Setting | undefined, around: Surroundings): Reviewed[] {
  const { name } = rule;
  if (!setting && name.includes('.')) return [];
  const shown: Setting = setting ?? {
    name,
    value: '',
    unit: null,
    source: null,
    context: 'postmaster',
    pendingRestart: false,
  };
  const judgement = setting || name === 'shared_preload_libraries' ? rule.judge(shown, around) : hidden;
  return [
    {
      ...said(rule, judgement),
      name,
      login: null,
      value: setting ? valueWords(setting) : null,
      source: sourceWords(shown.source),
      advice: withRestart(judgement.advice, shown),
      change: whereToChange(around.platform, shown.context),
      sql: alterSystem(name, judgement, around.platform, shown.context),
      saidBy: rule.saidBy ?? null,
    },
  ];
}

const hidden: Judgement = { state: 'unknown', advice: 'The role of this connection may not see it.' };

const said = ({ wanted, why }: Pick<Rule, 'wanted' | 'why'>, { state, advice }: Judgement) => ({
  wanted,
  why,
  state,
  advice,
});

const withRestart = (advice: string, { pendingRestart }: Setting) =>
  pendingRestart ? `${advice} Another value is written down already and waits for a restart.`.trim() : advice;

const alterSystem = (name: string, { instead }: Judgement, platform: Platform, context: string) =>
  instead !== undefined && takesAlterSystem(platform, context)
    ? `ALTER SYSTEM SET ${name} = '${instead}';`
    : null;

/** A value as people write it. Postgres's way of saying “no limit” stays a word. */
function valueWords(setting: Setting): string {
  const amount = amountOf(setting);
  const kind = kindOf(setting);
  if (kind === 'number' || Number.isNaN(amount)) return setting.value || '(empty)';
  if (setting.value === '-1') return 'not limited';
  return kind === 'bytes' ? bytes(amount) : lengthWords(amount);
}

const lengthWords = (amount: number) => (amount < 1_000 ? milliseconds(amount) : duration(amount / 1_000));

function reviewLogin(row: ReviewRow): Reviewed[] {
  if (row.kind === 'connection') return [reviewConnection(row)];
  const rule = loginRules[row.name];
  if (row.kind !== 'login' || !rule) return [];
  const amount = millisecondsOf(row.value);
  const judgement = rule.judge(amount);
  return [
    {
      ...said(rule, judgement),
      name: row.name,
      login: row.login,
      value: amount === 0 ? 'not limited' : lengthWords(amount),
      source: sourceWords(row.source),
      change: 'The owner of the database changes it; new connections have it.',
      sql: judgement.instead ? `ALTER ROLE "${row.login}" SET ${row.name} = '${judgement.instead}';` : null,
      saidBy: null,
    },
  ];
}

const reviewConnection = ({ name, value, platform }: ReviewRow): Reviewed => ({
  ...said(connectionRule, connectionRule.judge(value, platform)),
  name,
  login: null,
  value: connectionWords(value, platform),
  source: null,
  change: 'By DATABASE_URL, and at the server.',
  sql: null,
  saidBy: null,
});
