export const themeCookie = 'theme';
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The theme in a cookie's value; whatever it does not know is the system's own. */
export const themeFrom = (value: string | undefined): Theme =>
  themes.find((theme) => theme === value) ?? 'system';

/** The value of `data-theme`: none where the system decides. */
export const themeAttribute = (theme: Theme) => (theme === 'system' ? undefined : theme);
