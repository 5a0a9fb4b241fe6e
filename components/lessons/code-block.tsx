import { CircleX, SquareTerminal } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { CopyButton } from './copy-button';

type CodeBlockProps = { language: string; code: string; role: 'source' | 'output' | 'error' };

const frames = {
  source: 'border-rule bg-paper-sunken',
  output: 'border-dashed border-rule-strong bg-paper',
  error: 'border-critical bg-critical-soft',
};

/** Code with its language and a way to copy it; what it prints, and what goes wrong, look different. */
export function CodeBlock({ language, code, role }: CodeBlockProps) {
  const label = labelFor(role, language);
  return (
    <figure className={cn('overflow-hidden rounded-card border', frames[role])}>
      <figcaption className="flex min-h-10 items-center justify-between gap-3 px-4 pt-1 font-sans text-xs font-semibold">
        <span className="inline-flex items-center gap-1.5 [&>svg]:size-4">
          {role === 'output' && <SquareTerminal />}
          {role === 'error' && <CircleX />}
          {label}
        </span>
        {role === 'source' && <CopyButton text={code} />}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="overflow-x-auto -outline-offset-3">
        <pre className="w-fit min-w-full rounded-none border-0 bg-transparent px-4 pt-1 pb-3">
          <code>{code}</code>
        </pre>
      </div>
    </figure>
  );
}

const languages: Record<string, string> = {
  python: 'Python',
  r: 'R',
  sql: 'SQL',
  bash: 'Shell',
  sh: 'Shell',
  js: 'JavaScript',
  ts: 'TypeScript',
  html: 'HTML',
  css: 'CSS',
  json: 'JSON',
  text: 'Text',
};

function labelFor(role: CodeBlockProps['role'], language: string): string {
  if (role === 'output') return 'Output';
  if (role === 'error') return 'Error message';
  return languages[language.toLowerCase()] ?? (language || 'Code');
}
