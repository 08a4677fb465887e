import type { Manifest } from '@gestas/sdk';
import type { PluginTarget, PluginTransport } from '../traffic/plugin-target.ts';

/** What the router needs of a manifest. */
export type ManagedManifest = Pick<Manifest, 'name' | 'sessionCookies' | 'establishesViewer'> &
  Partial<Pick<Manifest, 'uses' | 'answersWithinMs'>>;

/** A plugin the router composes and calls. */
export type ManagedPlugin = {
  readonly manifest: ManagedManifest;
  /** The SDL it registers; asked of the plugin when left out. */
  readonly sdl?: string;
  readonly transport: PluginTransport;
};

/** Where requests to a plugin go. */
export function targetOf({ manifest, transport }: ManagedPlugin): PluginTarget {
  const { name, sessionCookies, answersWithinMs } = manifest;
  return {
    name,
    sessionCookies,
    transport,
    ...(answersWithinMs !== undefined && { timeoutMs: answersWithinMs }),
  };
}

/** The address a plugin is composed with: always the same, since its instances come and go while the graph stays. */
export function addressOf({ manifest }: ManagedPlugin): string {
  return `http://${manifest.name}/graphql`;
}
