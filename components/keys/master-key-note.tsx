import { Alert } from '@/components/ui/alert';
import type { MasterKeyState } from '@/lib/keys/overview';

/** What wraps the keys now, and whether it can be reached. Where it is and what it said is for whoever runs the server. */
export function MasterKeyNote({ state: { name, fault } }: { state: MasterKeyState }) {
  const kind = name.startsWith('transit') ? 'a key service' : 'the master key of the server';
  if (fault === null)
    return <p className="text-sm text-ink-soft">New keys are wrapped by {kind}, which was tried just now.</p>;
  return (
    <Alert tone="critical" title="The key service does not answer as it should">
      Contents whose keys are open already can be read. Nothing is lost: the rest opens again when it is well.{' '}
      <code>npm run ops -- keys status</code> says what is wrong.
    </Alert>
  );
}
