/** The product's rules through time. A value changes by a new version and a new entry at its threshold, never in place. */
export const ruleVersions = [
  { version: 1, since: '2026-11-23', what: 'Status by median and place in the class, style by pace.' },
  {
    version: 2,
    since: '2026-11-25',
    what: 'Plans, forecasts and recommendations have thresholds of their own.',
  },
] as const;

export const currentVersion = 2;
