import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { TabStrip } from './tab-strip';

export type Tab = {
  href: ComponentProps<typeof Link>['href'];
  label: string;
  current: boolean;
  count?: ReactNode;
};

/** Views of one page as links: which one is open is part of the address. */
export function Tabs({
  label,
  tabs,
  className,
}: {
  label: string;
  tabs: readonly Tab[];
  className?: string;
}) {
  return (
    <TabStrip key={tabs.find(({ current }) => current)?.label} label={label} className={className}>
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.label}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.current ? 'page' : undefined}
              className={cn(
                'flex min-h-11 items-center gap-2 border-b-3 px-3 text-sm font-semibold whitespace-nowrap -outline-offset-3',
                tab.current
                  ? 'border-accent text-accent'
                  : 'border-transparent text-ink-soft hover:border-rule-strong hover:text-ink',
              )}
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="text-xs font-normal tabular-nums">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </TabStrip>
  );
}
