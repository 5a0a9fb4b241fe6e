import { verdictWords } from '@/components/oversight/verdict-words';
import { groundNotes, levelWords, scopeWords } from '@/components/records/words';
import { roleNames } from '@/components/shell/navigation';
import type { AuditEntry } from '@/lib/audit/query';
import { date } from '@/lib/format';
import { actionWords } from './action-words';

type Value = AuditEntry['details'][string];

/** What the trail calls its details, where taking the name apart into words is not enough. */
const names: Record<string, string> = {
  unknownAddress: 'e-mail address that nobody here has',
  agrees: 'agrees that data is collected',
  asOf: 'as of',
  at: 'address',
  attempted: 'what was tried',
  byLetter: 'came by letter',
  countsInDays: 'counts in so many days',
  courseId: 'course (id)',
  disclosedOn: 'given on',
  entry: 'entry (id)',
  expiresOn: 'last day',
  first: 'first page of the list',
  happenedOn: 'of the day',
  hearingOn: 'the hearing is on',
  heldBefore: 'who held the rights',
  heldNow: 'who holds the rights',
  rests: 'the account rests',
  hearingTime: 'begins at',
  lines: 'lines of the list',
  method: 'signed in by',
  misled: 'the look-up led to somebody without this number',
  olderThanDays: 'older than so many days',
  optedOut: 'keeps the name private',
  own: 'the institution’s own choice',
  party: 'who may see it',
  receivedOn: 'came on',
  records: 'what they may see',
  released: 'record released',
  says: 'what stood out',
  scope: 'asked for',
  level: 'shown',
  search: 'filters',
  writtenTo: 'written to',
};

const holders = { STUDENT: 'the student', GUARDIAN: 'a guardian' };

/** Codes by the detail that holds them. */
const codes: Record<string, Record<string, string>> = {
  ground: groundNotes,
  level: levelWords,
  scope: scopeWords,
  records: scopeWords,
  heldBefore: holders,
  heldNow: holders,
  role: roleNames,
  verdict: {
    AMEND: 'the record was put right',
    REFUSE: 'the record stands',
    ...Object.fromEntries(Object.entries(verdictWords).map(([code, { label }]) => [code, label])),
  },
  state: {
    APPROVED: 'approved',
    REFUSED: 'refused',
    AMENDED: 'put right',
    HEARING_REQUESTED: 'waits for a hearing',
    UPHELD: 'refused after a hearing',
    STATED: 'stands with a statement',
    WITHDRAWN: 'taken back',
  },
};

/** What a detail of an event is called, in words. */
export const detailName = (name: string): string =>
  names[name] ??
  name.replace(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`).replace(/_/g, ' ');

/** What a detail says, in words where its codes have any. */
export function detailValue(name: string, value: NonNullable<Value>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  if (name === 'attempted') return actionWords(text) ?? text;
  const known = codes[name];
  if (known && Object.hasOwn(known, text)) return known[text] ?? text;
  return isDay(text) ? date(text, 'UTC') : text;
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
