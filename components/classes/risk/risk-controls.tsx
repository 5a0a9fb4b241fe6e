import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Tabs } from '@/components/ui/tabs';
import type { AtRiskPage, AtRiskQuery } from '@/lib/classes/risk/schema';
import { count } from '@/lib/format';
import { riskHref } from './risk-links';

type RiskControlsProps = { courseId: string; query: AtRiskQuery; page: AtRiskPage };

/** Whom the at-risk list shows, and of which day. Everything is in the address. */
export function RiskControls({ courseId, query, page }: RiskControlsProps) {
  const { totals, comparedWith, asOf, notEnough } = page;
  const tab = (label: string, students: number, show: AtRiskQuery['show']) => ({
    href: riskHref(courseId, query, { show }),
    label,
    current: query.show === show,
    count: count(students),
  });
  const changes = [tab('New', totals.new, 'new'), tab('Worse', totals.worse, 'worse')];
  return (
    <div className="flex flex-col gap-4 print:hidden">
      {!notEnough && (
        <Tabs
          label="Students by what changed within a week"
          tabs={[tab('All', totals.listed, undefined), ...(comparedWith ? changes : [])]}
        />
      )}
      <Form action={`/teach/${courseId}/at-risk`} scroll={false} className="flex items-end gap-3">
        {query.show && <input type="hidden" name="show" value={query.show} />}
        <Field label="As of the end of">
          {(control) => (
            <Input name="day" type="date" min="1970-01-01" key={asOf} defaultValue={asOf} {...control} />
          )}
        </Field>
        <Button type="submit" variant="secondary">
          Show
        </Button>
      </Form>
    </div>
  );
}
