const owned = /^\/route-cache\/APP_(?:PAGE|ROUTE)\/[0-9a-f]+\/\$(?<path>\/.*)$/s;

/**
 * The address under which a page is kept. Next puts the route that answers in front of it; here each address has one
 * route, and whoever knows the address must find the page.
 */
export const pageKey = (nextKey: string): string => owned.exec(nextKey)?.groups?.path ?? nextKey;
