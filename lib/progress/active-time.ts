/** How long after the last sign of activity a person is still taken to be reading. Milliseconds, as everywhere here. */
export const idleAfter = 60_000;
/** No longer stretch between two signals counts: a laptop that slept was not read. */
export const longestStep = 5_000;

export type Signal =
  | { at: number; kind: 'tick' | 'activity' }
  | { at: number; kind: 'visibility'; visible: boolean }
  | { at: number; kind: 'alone'; alone: boolean }
  | { at: number; kind: 'section'; sectionId: string | null };

/** What one tab knows about the attention of its reader; `counted` is milliseconds by section. */
export type Attention = {
  at: number;
  visible: boolean;
  /** Whether this tab is the one that counts; never true in two tabs at once. */
  alone: boolean;
  lastActivity: number;
  sectionId: string | null;
  counted: Readonly<Record<string, number>>;
};

/** Opening a page is an activity; counting waits until the tab is known to be the only one. */
export const beginAttention = (at: number, visible: boolean): Attention => ({
  at,
  visible,
  alone: false,
  lastActivity: at,
  sectionId: null,
  counted: {},
});

/** Counts the time since the last signal under the conditions that held then, and takes the new ones over. */
export function attend(before: Attention, signal: Signal): Attention {
  const now = countUntil(before, signal.at);
  switch (signal.kind) {
    case 'tick':
      return now;
    case 'activity':
      return { ...now, lastActivity: signal.at };
    case 'visibility':
      return { ...now, visible: signal.visible };
    case 'alone':
      return { ...now, alone: signal.alone };
    case 'section':
      return { ...now, sectionId: signal.sectionId };
  }
}

function countUntil(state: Attention, at: number): Attention {
  const end = Math.min(at, state.lastActivity + idleAfter, state.at + longestStep);
  const counts = state.visible && state.alone && state.sectionId !== null && end > state.at;
  if (!counts || state.sectionId === null) return { ...state, at: Math.max(at, state.at) };
  const sum = (state.counted[state.sectionId] ?? 0) + end - state.at;
  return { ...state, at, counted: { ...state.counted, [state.sectionId]: sum } };
}

/** Whether the reader of this tab is there now: what decides which tab may count. */
export const isAttending = ({ visible, lastActivity }: Attention, at: number): boolean =>
  visible && at - lastActivity < idleAfter;

/** Takes out the whole seconds by section; what is left of a second waits for the next time. */
export function takeSeconds(state: Attention): { state: Attention; seconds: Record<string, number> } {
  const entries = Object.entries(state.counted);
  const whole = entries.map(([id, counted]) => [id, Math.floor(counted / 1000)] as const);
  return {
    state: { ...state, counted: Object.fromEntries(entries.map(([id, counted]) => [id, counted % 1000])) },
    seconds: Object.fromEntries(whole.filter(([, seconds]) => seconds > 0)),
  };
}
