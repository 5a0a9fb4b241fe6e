import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: {
    theme: {
      radius: ['control', 'card', 'pill'],
      shadow: ['raised'],
      container: ['page', 'reading', 'palette'],
      animate: ['rise', 'breathe'],
    },
  },
});

/** Joins class names; where two say the same thing, the later one wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
