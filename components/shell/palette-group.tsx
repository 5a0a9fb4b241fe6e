import { Command } from 'cmdk';
import type { PlaceIcon as IconName } from './navigation';
import { PlaceIcon } from './place-icon';

type Entry = { href: string; label: string; detail?: string; icon?: IconName };
type PaletteGroupProps = {
  heading: string;
  icon: IconName;
  entries: Entry[];
  open: (href: string) => void;
};

/** One kind of results; nothing where there are none. */
export function PaletteGroup({ heading, icon, entries, open }: PaletteGroupProps) {
  if (entries.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-soft"
    >
      {entries.map((entry) => (
        <Command.Item
          key={entry.href}
          value={entry.href}
          onSelect={() => open(entry.href)}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-3 py-1.5 data-[selected=true]:bg-accent-soft"
        >
          <PlaceIcon name={entry.icon ?? icon} className="size-4.5 shrink-0 text-ink-soft" />
          <span className="min-w-0 grow truncate">{entry.label}</span>
          {entry.detail && (
            <span className="max-w-2/5 shrink-0 truncate text-sm text-ink-soft">{entry.detail}</span>
          )}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
