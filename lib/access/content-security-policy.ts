type PolicyOptions = {
  nonce: string;
  /** Whether people reach the site over https. */
  https: boolean;
  development: boolean;
  /** The institution's provider: the sign-in form leads there. */
  issuer?: string;
};

/** The policy of one response: only scripts that this response itself names may run. */
export function contentSecurityPolicy({ nonce, https, development, issuer }: PolicyOptions): string {
  const directives = [
    "default-src 'self'",
    // React's development build explains errors by evaluating code.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
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
