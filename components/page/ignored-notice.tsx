import { Alert } from '@/components/ui/alert';

/** Says which parts of the address could not be used; nothing when all could. */
export function IgnoredNotice({ ignored, className }: { ignored: string[]; className?: string }) {
  if (ignored.length === 0) return null;
  return (
    <Alert tone="caution" title="Part of the address was not understood" className={className}>
      Left out: {ignored.map((name) => `“${name.slice(0, 40)}”`).join(', ')}. The page shows everything else
      as asked.
    </Alert>
  );
}
