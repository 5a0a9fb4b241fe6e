/** Said where scripts are off, beside a form that does nothing without them. */
export const NeedsScripts = () => (
  <noscript>
    <p className="mb-3">Your browser runs no scripts here, which this form needs.</p>
  </noscript>
);
