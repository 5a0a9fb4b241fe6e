'use client';

import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

const itemStyles =
  'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-control px-3 text-sm outline-none pointer-coarse:min-h-11 data-disabled:cursor-not-allowed data-disabled:text-ink-soft data-highlighted:bg-accent-soft data-highlighted:text-accent [&_svg]:size-4 [&_svg]:shrink-0';

type MenuProps = { trigger: ReactNode; label?: string; align?: 'start' | 'end'; children: ReactNode };

/** Actions behind one button: `MenuItem`, `MenuLink` and `MenuSeparator` inside. */
export function Menu({ trigger, label, align = 'end', children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          aria-label={label}
          className="z-50 min-w-48 animate-rise rounded-card border bg-paper-raised p-1.5 shadow-raised"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type MenuItemProps = { children: ReactNode; onSelect: () => void; disabled?: boolean; danger?: boolean };

export function MenuItem({ children, onSelect, disabled, danger }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled}
      className={cn(
        itemStyles,
        danger && 'text-critical data-highlighted:bg-critical-soft data-highlighted:text-critical',
      )}
    >
      {children}
    </DropdownMenu.Item>
  );
}

export function MenuLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <DropdownMenu.Item asChild>
      <Link className={cn(itemStyles, className)} {...props} />
    </DropdownMenu.Item>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1.5 h-px bg-rule" />;
}
