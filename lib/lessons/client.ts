import { useEffect, useState } from 'react';
import { mainSection, type Sight, seenSections } from './in-view';

type InView = { main: string | null; seen: string[] };

const steps = Array.from({ length: 41 }, (_, step) => step / 40);
const same = (one: InView, other: InView) => one.main === other.main && one.seen.join() === other.seen.join();

/** Which of the elements with these ids is before the reader's eyes; follows scrolling. */
export function useSectionsInView(ids: readonly string[]): InView {
  const [inView, setInView] = useState<InView>({ main: null, seen: [] });
  const key = ids.join();
  useEffect(() => {
    const sights = new Map<string, Sight>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRect, boundingClientRect } of entries) {
          const sight = {
            id: target.id,
            visible: intersectionRect.height,
            height: boundingClientRect.height,
          };
          sights.set(target.id, sight);
        }
        const inOrder = key.split(',').flatMap((id) => sights.get(id) ?? []);
        const now = { main: mainSection(inOrder), seen: seenSections(inOrder, window.innerHeight) };
        setInView((before) => (same(before, now) ? before : now));
      },
      { threshold: steps },
    );
    for (const id of key.split(',')) {
      const element = document.getElementById(id);
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [key]);
  return inView;
}

/** Calls `onRead` with the sections that stay in view for as long as `after` (milliseconds) says. */
export function useReadSections(
  seen: readonly string[],
  after: number,
  onRead: (sectionIds: string[]) => void,
): void {
  const key = seen.join();
  useEffect(() => {
    if (key === '') return;
    const read = () => {
      if (document.visibilityState === 'visible') onRead(key.split(','));
    };
    let timer = setTimeout(read, after);
    const startOver = () => {
      clearTimeout(timer);
      timer = setTimeout(read, after);
    };
    document.addEventListener('visibilitychange', startOver);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', startOver);
    };
  }, [key, after, onRead]);
}
