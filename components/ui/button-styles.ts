import { cva, type VariantProps } from 'class-variance-authority';

/** The look that buttons and links that act like buttons share. */
export const buttonStyles = cva(
  [
    'inline-flex items-center justify-center gap-2 rounded-control border font-semibold whitespace-nowrap',
    'no-underline transition-colors select-none [&_svg]:shrink-0 print:hidden',
    'disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
  ],
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
        secondary: 'border-rule-strong bg-paper-raised text-ink hover:border-ink-soft hover:bg-paper-sunken',
        quiet: 'border-transparent bg-transparent text-ink hover:bg-accent-soft',
        danger: 'border-transparent bg-critical text-on-accent hover:bg-ink hover:text-paper',
      },
      size: {
        sm: 'min-h-8 px-3 text-sm pointer-coarse:min-h-11 [&_svg]:size-4',
        md: 'min-h-10 px-4 text-sm pointer-coarse:min-h-11 [&_svg]:size-4.5',
        lg: 'min-h-12 px-6 text-base [&_svg]:size-5',
        icon: 'size-10 text-sm pointer-coarse:size-11 [&_svg]:size-5',
      },
    },
    defaultVariants: { variant: 'primary', size: 'md' },
  },
);

export type ButtonStyle = VariantProps<typeof buttonStyles>;
