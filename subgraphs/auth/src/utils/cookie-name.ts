/**
 * The refresh cookie of one session. Its name carries the session's short id, so that two tabs can hold two sessions;
 * `__Host-` (RFC 6265bis, section 4.1.3.2) pins it to the host, and needs https.
 */
export function cookieName(sessionId: string, secure: boolean): string {
  const short = sessionId.replaceAll('-', '').slice(0, 16);
  return `${secure ? '__Host-' : ''}gestas_refresh_${short}`;
}
