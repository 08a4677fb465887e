import { Tab } from '../client.ts';
import { until } from '../until.ts';

/** The tab of a seeded person, who is signed in. */
export type TabOf = (login: string, slug?: string) => Promise<Tab>;

/** Suites sign in once per person and reuse the session; waits until the platform is ready to sign people in. */
export async function openTabs(url: string): Promise<TabOf> {
  // The first sign-in loads the hashing library; on a busy machine that may outlast a plugin's 5 s.
  await until(async () => !(await new Tab(url).signIn('admin')).errors);
  const tabs = new Map<string, Tab>();
  return async (login, slug = 'demo') => {
    const key = `${login}@${slug}`;
    const tab = tabs.get(key) ?? new Tab(url);
    if (!tabs.has(key)) {
      await tab.signIn(login, slug);
      tabs.set(key, tab);
    }
    return tab;
  };
}
