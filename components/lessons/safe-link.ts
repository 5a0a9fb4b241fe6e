/** The address of a link in a text that somebody wrote, or undefined where it leads to no web page or mailbox. */
export const safeHref = (href: string | undefined): string | undefined =>
  href !== undefined && /^(?:https?:\/\/|mailto:)/i.test(href) && URL.canParse(href) ? href : undefined;
