import { count, counted } from '@/lib/format';

type Sections = { required: number; completed: number };

/**
 * How many sections are done, beside a progress that also counts those that are begun: “1 of 20 sections done”, and “, others in
 * part” where the progress says more than that.
 *
 * @param progress percent, two decimals
 */
export function sectionsText(progress: number, { required, completed }: Sections): string {
  const done = `${count(completed)} of ${counted(required, 'section')} done`;
  const ofWhole = required > 0 ? (100 * completed) / required : 0;
  return progress > ofWhole + 0.01 ? `${done}, others in part` : done;
}
