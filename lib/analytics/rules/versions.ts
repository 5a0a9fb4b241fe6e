/** The product's rules through time. A value changes by a new version and a new entry at its threshold, never in place. */
export const ruleVersions = [
  { version: 1, since: '2026-11-23', what: 'Status by median and place in the class, style by pace.' },
  {
    version: 2,
    since: '2026-11-25',
    what: 'Plans, forecasts and recommendations have thresholds of their own.',
  },
  {
    version: 3,
    since: '2026-11-26',
    what: 'The weights of the at-risk list are rules; before, they were the product’s alone and had the same values.',
  },
  {
    version: 4,
    since: '2026-11-26',
    what: 'What contacts are measured by, the confidence of a score and the time in which a recommendation is followed are rules; before, they were the product’s alone and had the same values.',
  },
] as const;

export const currentVersion = 4;
