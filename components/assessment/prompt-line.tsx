import ReactMarkdown, { type Components } from 'react-markdown';

const longest = 110;

const components: Components = {
  code: ({ children }) => <code className="text-[0.9em] font-normal">{children}</code>,
};

/** The beginning of what a question asks, in one line and without links: for lists. */
export function PromptLine({ prompt }: { prompt: string }) {
  const line = prompt.split('\n').find((text) => text.trim() !== '') ?? '';
  const text = line.length > longest ? `${line.slice(0, longest).replace(/\s\S*$/, '')} …` : line;
  return (
    <ReactMarkdown allowedElements={['code', 'em', 'strong']} unwrapDisallowed components={components}>
      {text}
    </ReactMarkdown>
  );
}
