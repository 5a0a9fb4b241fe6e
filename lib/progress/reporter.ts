import { type Completion, withEvents } from './completion';
import { type Answer, deliver } from './deliver';
import type { Outbox } from './outbox';
import type { ProgressEvent, ProgressReceipt } from './schema';

export type ReporterState = {
  /** What to show: what the server has counted, with what waits on top. */
  completion: Completion;
  /** Events that the server has not answered for. */
  waiting: number;
  delivery: 'idle' | 'sending' | 'unavailable' | 'signed-out';
};

export type Reporter = {
  getState(): ReporterState;
  subscribe(listener: () => void): () => void;
  /** Keeps an event and shows its effect at once; `flush` sends it. */
  report(event: ProgressEvent): void;
  /** Sends everything that waits. Calls during a flush are served by one more round after it. */
  flush(): Promise<void>;
};

type ReporterOptions = {
  outbox: Outbox;
  courseId: string;
  /** What the server had counted when the page was made. */
  counted: Completion;
  post: (events: ProgressEvent[]) => Promise<Answer>;
  /** Told when the server has counted something; `rose` says whether a section is further than before. */
  onCounted?: (rose: boolean) => void;
  onRejected?: (rejected: ProgressReceipt['rejected']) => void;
};

/**
 * Reports what one person learns in one course: optimistic, offline-tolerant, and undone by itself where the
 * server refuses, since what is shown is always computed from what it counted and what still waits.
 */
export function createReporter(options: ReporterOptions): Reporter {
  const { outbox, courseId, post, onCounted, onRejected } = options;
  const listeners = new Set<() => void>();
  let { counted } = options;
  let delivery: ReporterState['delivery'] = 'idle';
  let running: Promise<void> | null = null;
  let again = false;
  let state = look();

  function look(): ReporterState {
    const waiting = outbox.list();
    const ofCourse = waiting.filter((event) => event.courseId === courseId);
    return { completion: withEvents(counted, ofCourse), waiting: waiting.length, delivery };
  }

  function update(): void {
    state = look();
    for (const listener of listeners) listener();
  }

  async function send(): Promise<void> {
    const events = outbox.list();
    if (events.length === 0) return;
    if (delivery === 'idle') delivery = 'sending';
    update();
    const { settled, rejected, end } = await deliver(events, post);
    outbox.remove(settled);
    const gone = new Set(settled);
    const refused = new Set(rejected.map(({ id }) => id));
    const taken = events.filter(({ id }) => gone.has(id) && !refused.has(id));
    const ofCourse = taken.filter((event) => event.courseId === courseId);
    const rose = ofCourse.some(({ sectionId, completion }) => completion > (counted[sectionId] ?? 0));
    counted = withEvents(counted, ofCourse);
    delivery = end === 'sent' ? 'idle' : end;
    update();
    if (ofCourse.length > 0) onCounted?.(rose);
    if (rejected.length > 0) onRejected?.(rejected);
  }

  async function run(): Promise<void> {
    do {
      again = false;
      await send();
    } while (again);
    running = null;
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    report(event) {
      outbox.put(event);
      update();
    },
    flush() {
      again = running !== null;
      running ??= run();
      return running;
    },
  };
}
