import { inlineScripts, isKnownScript, scriptHash } from './inline-scripts';

type PolicyOptions = {
  /** Whether people reach the site over https. */
  https: boolean;
  development: boolean;
  /** The institution's provider: the sign-in form leads there. */
  issuer?: string;
};

/**
 * The policy of one response that is rendered for one request: only scripts that carry its nonce may run.
 *
 * @param hashes of inline scripts that are the same everywhere and therefore cannot carry a nonce
 */
export function policyForNonce(nonce: string, hashes: readonly string[], options: PolicyOptions): string {
  // React's development build explains errors by evaluating code.
  const evaluation = options.development ? ["'unsafe-eval'"] : [];
  return policy([`'nonce-${nonce}'`, ...hashes.map(source), "'strict-dynamic'", ...evaluation], options);
}

/**
 * The policy of a page that is rendered once for everybody: the site's own files may run, and exactly those
 * inline scripts of this HTML that the framework or this product writes. Any other one is not named and is
 * refused by the browser, even if it came into the HTML before the policy was made.
 */
export function policyForHtml(html: string, options: PolicyOptions): string {
  const hashes = inlineScripts(html).filter(isKnownScript).map(scriptHash);
  return policy([...new Set(hashes)].map(source), options);
}

const source = (hash: string): string => `'${hash}'`;

function policy(scripts: readonly string[], { https, issuer }: PolicyOptions): string {
  const directives = [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    `form-action 'self'${issuer ? ` ${new URL(issuer).origin}` : ''}`,
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.join('; ');
}
