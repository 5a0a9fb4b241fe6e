/** In the place of a number to come: as high as the number. */
export const Placeholder = () => (
  <span
    aria-hidden="true"
    className="animate-breathe rounded-control bg-rule text-transparent select-none print:hidden"
  >
    1,000
  </span>
);
