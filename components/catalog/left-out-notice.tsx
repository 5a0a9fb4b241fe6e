import { Alert } from '@/components/ui/alert';

const words: Record<string, string> = {
  q: 'search text',
  difficulty: 'level',
  institution: 'institution',
  instructor: 'instructor',
  subject: 'subject',
  audience: 'audience',
  duration: 'length',
  sort: 'order',
  cursor: 'page position',
  view: 'view',
};

/** Says which parts of an address could not be understood. */
export function LeftOutNotice({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  const list = new Intl.ListFormat('en-GB').format(names.map((name) => words[name] ?? name));
  return (
    <Alert tone="caution" title="Part of this address was not understood" className="mb-6">
      <p>Left out, because mistyped or out of date: {list}. Everything else applies.</p>
    </Alert>
  );
}
