import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';

/** Leads a guardian, who has no courses, on to the page of the children. */
export const ChildrenNotice = ({ names }: { names: string[] }) => (
  <Alert title="You are a guardian here" className="mb-6">
    <p>
      You see the record of {names.join(' and ')}, and decide about it.{' '}
      <TextLink href="/guardian">To your children</TextLink>
    </p>
  </Alert>
);
