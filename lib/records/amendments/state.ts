export const amendmentStates = [
  'REQUESTED',
  'AMENDED',
  'REFUSED',
  'HEARING_REQUESTED',
  'UPHELD',
  'STATED',
  'WITHDRAWN',
] as const;
export type AmendmentState = (typeof amendmentStates)[number];

export const amendmentEvents = [
  'AMEND',
  'REFUSE',
  'ASK_HEARING',
  'SET_HEARING',
  'STATE',
  'WITHDRAW',
] as const;
export type AmendmentEvent = (typeof amendmentEvents)[number];

/**
 * What follows from what (34 CFR 99.20–22): a refusal opens the way to a hearing, a hearing that upholds it to a statement.
 * Whoever asked can let it rest at any of them, since what is open keeps the whole record. Amended, stated and withdrawn are
 * ends.
 */
const transitions: Record<AmendmentState, Partial<Record<AmendmentEvent, AmendmentState>>> = {
  REQUESTED: { AMEND: 'AMENDED', REFUSE: 'REFUSED', WITHDRAW: 'WITHDRAWN' },
  REFUSED: { ASK_HEARING: 'HEARING_REQUESTED', WITHDRAW: 'WITHDRAWN' },
  HEARING_REQUESTED: {
    SET_HEARING: 'HEARING_REQUESTED',
    AMEND: 'AMENDED',
    REFUSE: 'UPHELD',
    WITHDRAW: 'WITHDRAWN',
  },
  UPHELD: { STATE: 'STATED', WITHDRAW: 'WITHDRAWN' },
  AMENDED: {},
  STATED: {},
  WITHDRAWN: {},
};

/** The state after an event; null where the event is not possible now. */
export const nextState = (state: AmendmentState, event: AmendmentEvent): AmendmentState | null =>
  transitions[state][event] ?? null;

export type Judge = {
  userId: string;
  teachesTheStudent: boolean;
  isGuardianOfTheStudent: boolean;
};

/** Whether somebody has a direct interest in the outcome, and so may neither decide nor hear (99.22(c)). */
export const hasInterest = (
  { userId, teachesTheStudent, isGuardianOfTheStudent }: Judge,
  request: { studentId: string; requestedBy: string; decidedBy: string | null },
): boolean =>
  teachesTheStudent ||
  isGuardianOfTheStudent ||
  [request.studentId, request.requestedBy, request.decidedBy].includes(userId);
