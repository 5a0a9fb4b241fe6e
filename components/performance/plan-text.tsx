/** A plan or a statement as it is, its lines wrapped where they are too long. */
export const PlanText = ({ lines }: { lines: readonly string[] }) => (
  <pre className="rounded-control bg-paper-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
    {lines.join('\n')}
  </pre>
);
