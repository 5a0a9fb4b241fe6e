import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';

/** Leads a guardian on to the page of the children: it stands in no navigation. */
export const ChildrenNotice = ({ names }: { names: string[] }) => (
  <Alert title="You are a guardian here" className="mb-6">
    <p>
      You see the record of {names.join(' and ')}, and decide about it.{' '}
      <TextLink href="/guardian">To your children</TextLink>
    </p>
  </Alert>
);
