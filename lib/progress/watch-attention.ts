import { type Attention, attend, beginAttention, isAttending, type Signal, takeSeconds } from './active-time';
import { createSoleTab } from './sole-tab';

const tick = 1_000;
const reportEvery = 15_000;
const activities = [
  'scroll',
  'wheel',
  'keydown',
  'pointerdown',
  'pointermove',
  'touchmove',
  'selectionchange',
];

export type AttentionWatch = {
  setSection(sectionId: string | null): void;
  stop(): void;
};

/**
 * Counts the visible, active seconds of this tab and hands them out by section: every 15 seconds, when the
 * section changes, and when the page goes out of sight.
 *
 * @param name what the tabs of one person have in common
 */
export function watchAttention(
  name: string,
  onSeconds: (seconds: Record<string, number>) => void,
): AttentionWatch {
  const now = () => performance.now();
  let state: Attention = beginAttention(now(), document.visibilityState === 'visible');
  let reported = now();
  const take = (signal: Signal) => {
    state = attend(state, signal);
  };
  const sole = createSoleTab(name, (alone) => take({ at: now(), kind: 'alone', alone }));
  const handOut = () => {
    take({ at: now(), kind: 'tick' });
    reported = state.at;
    const { state: rest, seconds } = takeSeconds(state);
    state = rest;
    if (Object.keys(seconds).length > 0) onSeconds(seconds);
  };
  const settle = () => {
    take({ at: now(), kind: 'tick' });
    if (isAttending(state, state.at)) sole.claim();
    else sole.release();
    if (state.at - reported >= reportEvery) handOut();
  };
  const onActivity = () => take({ at: now(), kind: 'activity' });
  const onVisibility = () => {
    take({ at: now(), kind: 'visibility', visible: document.visibilityState === 'visible' });
    settle();
    if (!state.visible) handOut();
  };
  const onLeave = () => {
    handOut();
    sole.release();
  };

  const timer = setInterval(settle, tick);
  for (const name of activities)
    document.addEventListener(name, onActivity, { passive: true, capture: true });
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('pagehide', onLeave);
  settle();

  return {
    setSection(sectionId) {
      if (sectionId === state.sectionId) return;
      handOut();
      take({ at: now(), kind: 'section', sectionId });
    },
    stop() {
      clearInterval(timer);
      for (const name of activities) document.removeEventListener(name, onActivity, { capture: true });
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', onLeave);
      onLeave();
    },
  };
}
