import { Tabs } from '@/components/ui/tabs';
import { type ClassPlace, classPlaces } from './class-places';

type ClassTabsProps = { courseId: string; current: ClassPlace };

/** The pages about one class. */
export function ClassTabs({ courseId, current }: ClassTabsProps) {
  return (
    <Tabs
      label="Pages about this class"
      className="mb-8"
      tabs={classPlaces.map(({ path, label }) => ({
        href: `/teach/${courseId}${path}`,
        label,
        current: path === current,
      }))}
    />
  );
}
