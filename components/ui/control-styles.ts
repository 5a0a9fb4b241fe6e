/** The look of everything a person types or chooses in. */
export const controlStyles = [
  'w-full min-h-10 rounded-control border border-rule-strong bg-paper-raised px-3 text-base text-ink',
  'transition-colors placeholder:text-ink-soft hover:border-ink-soft pointer-coarse:min-h-11',
  'aria-invalid:border-critical disabled:cursor-not-allowed disabled:bg-paper-sunken disabled:text-ink-soft',
];
