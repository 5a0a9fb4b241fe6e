/** What one person did within one hour, as the rules see it. */
export type ActorHour = {
  institutionId: string;
  actorId: string;
  actorName: string;
  /** Where the hour begins, in UTC. */
  hour: string;
  /** Different students whose records were opened. */
  students: number;
  /** Class lists and records taken away as files. */
  exports: number;
  /** Social security numbers looked for, found or not. */
  lookups: number;
  refusals: number;
  /** Records and class lists opened between 22:00 and 06:00 by the institution's clock. */
  atNight: number;
  /** Different students whose record an instructor opened who teaches none of their classes now. */
  untaught: number;
  /** Records opened on the ground of an emergency. */
  emergencies: number;
};

export type AnomalyRule = {
  name: string;
  /** What it says, in one sentence of which `n` is the count. */
  says: (n: number) => string;
  why: string;
  counts: (hour: ActorHour) => number;
  /** Remarkable from this count on. */
  threshold: number;
};

/** The rule whose every case a second person reviews where it was stated, too. */
export const emergencyRule = 'emergency-access';

/** Raised with every change of what is counted or from when on, so that a flag says by which rules it was found. */
export const anomalyRulesVersion = 4;

const people = (n: number) => `${n} ${n === 1 ? 'student' : 'students'}`;

/** Rules that an hour of a person is held against. None of them proves anything: each is a reason to ask. */
export const anomalyRules: AnomalyRule[] = [
  {
    name: 'bulk-reading',
    says: (n) => `Opened the records of ${people(n)} within an hour`,
    why: 'Advising and grading open a few records; going through many one by one is how records are collected.',
    counts: ({ students }) => students,
    threshold: 30,
  },
  {
    name: 'bulk-export',
    says: (n) => `Took away ${n} files with records within an hour`,
    why: 'What is a file is out of reach of every rule here.',
    counts: ({ exports }) => exports,
    threshold: 5,
  },
  {
    name: 'number-lookups',
    says: (n) => `Looked for ${n} social security numbers within an hour`,
    why: 'A caller gives one number; many are tried to find out whose they are.',
    counts: ({ lookups }) => lookups,
    threshold: 10,
  },
  {
    name: 'refusals',
    says: (n) => `Was refused ${n} times within an hour`,
    why: 'A wrong link is refused once; trying many is looking for what one may not see.',
    counts: ({ refusals }) => refusals,
    threshold: 10,
  },
  {
    name: 'out-of-hours',
    says: (n) => `Opened ${n} records or class lists between 22:00 and 06:00`,
    why: 'A session that somebody left open or a stolen password is used when its owner sleeps.',
    counts: ({ atNight }) => atNight,
    threshold: 5,
  },
  {
    name: 'no-teaching-relation',
    says: (n) => `Opened the records of ${people(n)} whom they do not teach now`,
    why: 'A class may have ended meanwhile, or the reason for looking with it.',
    counts: ({ untaught }) => untaught,
    threshold: 1,
  },
  {
    name: emergencyRule,
    says: (n) => `Opened ${n} ${n === 1 ? 'record' : 'records'} because of an emergency`,
    why: 'The law allows it (34 CFR 99.36) and asks for a second person to look at each.',
    counts: ({ emergencies }) => emergencies,
    threshold: 1,
  },
];

export type Anomaly = { rule: string; counted: number; threshold: number };

/** The rules that an hour meets. */
export const judgeHour = (hour: ActorHour): Anomaly[] =>
  anomalyRules
    .map(({ name, counts, threshold }) => ({ rule: name, counted: counts(hour), threshold }))
    .filter(({ counted, threshold }) => counted >= threshold);

/** What a flag says in words; the name itself for a rule that this release no longer has. */
export function anomalyWords(rule: string, counted: number): { says: string; why: string } {
  const known = anomalyRules.find(({ name }) => name === rule);
  return known ? { says: known.says(counted), why: known.why } : { says: `${rule}: ${counted}`, why: '' };
}
