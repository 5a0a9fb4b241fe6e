import { Download } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button-styles';
import type { AuditQuery } from '@/lib/audit/query';
import { pageHref } from '@/lib/page-query';

/** Everything that matches, as a file. That it was taken stands in the trail. */
export function ExportLinks({ query }: { query: AuditQuery }) {
  const { limit: _limit, cursor: _cursor, ...filter } = query;
  const href = (format: string) => pageHref('/api/v1/admin/audit/export', { ...filter, format });
  return (
    <>
      {(['csv', 'ndjson'] as const).map((format) => (
        <a key={format} href={href(format)} download className={buttonStyles({ variant: 'secondary' })}>
          <Download /> {format === 'csv' ? 'CSV' : 'JSON lines'}
        </a>
      ))}
    </>
  );
}
