/** First in a region that may scroll sideways: says so wherever it does, see scroll-hint.css. */
export const ScrollHint = ({ children }: { children: string }) => (
  <div className="scroll-hint">
    <p className="border-b bg-paper-sunken px-4 py-1 font-sans text-xs text-ink-soft">{children}</p>
  </div>
);
