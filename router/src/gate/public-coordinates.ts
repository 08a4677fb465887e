/** What the platform answers to everybody: signing in and out. Each belongs to one plugin, mounted or not. */
const PUBLIC: Readonly<Record<string, readonly string[]>> = {
  'plugin-auth': [
    'Mutation.login',
    'Mutation.refreshSession',
    'Mutation.acceptInvitation',
    'Mutation.logout',
    'Session',
    'SecondFactorRequired',
    'LogoutPayload',
  ],
};
/** Holds nothing of anybody's. */
const PUBLIC_FOR_ALL = ['PageInfo'];

/** Whether the platform lets a plugin mark a coordinate public. */
export function isPlatformPublic(coordinate: string, plugin: string): boolean {
  return PUBLIC_FOR_ALL.includes(coordinate) || (PUBLIC[plugin] ?? []).includes(coordinate);
}

/** Whether a plugin may sign people in, and receive the browser's session cookies. */
export function maySignIn(plugin: string): boolean {
  return plugin === 'plugin-auth';
}

/** Whether a plugin may have a subscription on the platform's own events, which viewers of every tenant receive. */
export function mayHearPlatform(plugin: string): boolean {
  return plugin === 'plugin-system';
}
