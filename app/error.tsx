'use client';

import { FaultMessage, type FaultProps } from '@/components/page/fault-message';
import { Shell } from '@/components/shell/shell';

export default function ErrorPage(props: FaultProps) {
  return (
    <Shell>
      <FaultMessage {...props} />
    </Shell>
  );
}
