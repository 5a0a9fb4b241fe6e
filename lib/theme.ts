export const themeCookie = 'theme';
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The value of `data-theme`: none where the system decides. */
export const themeAttribute = (theme: Theme) => (theme === 'system' ? undefined : theme);

/**
 * Sets `data-theme` from the cookie before anything is painted; stands inline in every page. Written without
 * quotes, angle brackets and ampersands, so that it is the same text in HTML as here.
 */
export const themeScript =
  '{const[,t]=document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/)||[];if(t)document.documentElement.dataset.theme=t}';
