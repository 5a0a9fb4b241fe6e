'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useId, useSyncExternalStore } from 'react';
import { type Theme, themeAttribute, themeCookie, themes } from '@/lib/theme';

const choices: Record<Theme, { word: string; sign: typeof Sun }> = {
  system: { word: 'Auto', sign: Monitor },
  light: { word: 'Light', sign: Sun },
  dark: { word: 'Dark', sign: Moon },
};
const aYear = 365 * 24 * 60 * 60;

/** Light, dark, or what the system says. The choice takes effect at once and is kept in a cookie. */
export function ThemeSwitch() {
  const name = useId();
  const current = useSyncExternalStore(subscribe, shown, () => 'system');
  return (
    <fieldset className="inline-flex rounded-control border border-rule-strong bg-paper-sunken p-0.5">
      <legend className="sr-only">Colours</legend>
      {themes.map((theme) => {
        const { word, sign: Sign } = choices[theme];
        return (
          <label
            key={theme}
            className="flex min-h-8 cursor-pointer items-center gap-1.5 rounded-control px-2.5 text-sm text-ink-soft hover:text-ink has-checked:bg-paper-raised has-checked:font-semibold has-checked:text-accent has-focus-visible:outline-3 has-focus-visible:outline-focus pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              checked={current === theme}
              onChange={() => apply(theme)}
            />
            <Sign className="size-4" />
            {word}
          </label>
        );
      })}
    </fieldset>
  );
}

const shown = (): Theme =>
  themes.find((theme) => themeAttribute(theme) === document.documentElement.dataset.theme) ?? 'system';

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

function apply(theme: Theme) {
  const attribute = themeAttribute(theme);
  if (attribute) document.documentElement.dataset.theme = attribute;
  else delete document.documentElement.dataset.theme;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox ESR and older Safari
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${aYear}; samesite=lax${secure}`;
}
