import { LoaderCircle } from 'lucide-react';
import { type ComponentProps, cloneElement, isValidElement } from 'react';
import { type ButtonStyle, buttonStyles } from './button-styles';
import { cn } from './cn';

type ButtonProps = ComponentProps<'button'> & ButtonStyle & { asChild?: boolean; busy?: boolean };

/**
 * A button. `asChild` gives its look to the one element inside; `busy` shows that work is under way and
 * refuses further clicks without losing the focus. An icon-only button (`size="icon"`) needs `aria-label`.
 */
export function Button({
  variant,
  size,
  asChild,
  busy = false,
  className,
  children,
  type = 'button',
  onClick,
  ...props
}: ButtonProps) {
  const classes = cn(buttonStyles({ variant, size }), className);
  if (asChild && isValidElement<{ className?: string }>(children)) {
    return cloneElement(children, { ...props, className: cn(classes, children.props.className) });
  }
  return (
    <button
      type={busy && type === 'submit' ? 'button' : type}
      aria-disabled={busy || undefined}
      className={classes}
      onClick={busy ? undefined : onClick}
      {...props}
    >
      {busy && <LoaderCircle className="animate-spin" />}
      {children}
    </button>
  );
}
