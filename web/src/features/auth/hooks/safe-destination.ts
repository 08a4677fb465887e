/** Where to go after signing in: `next` when it is a path of this client, else the dashboard. Never another origin. */
export function safeDestination(next: string | null): string {
  if (!next?.startsWith('/') || /^[/\\]{2}|[\\\s]/.test(next)) return '/';
  return next.startsWith('/sign-in') ? '/' : next;
}
