/** What a remarkable hour turned out to be. */
export const verdicts = ['EXPLAINED', 'CONCERN', 'INCIDENT'] as const;

export type Verdict = (typeof verdicts)[number];
