import type { Plugin } from '@gestas/sdk';

/** How a plugin is reached: its own function in this process, or the addresses of its instances. */
export type PluginTransport =
  | { readonly kind: 'in-process'; readonly plugin: Pick<Plugin, 'handle'> }
  | { readonly kind: 'http'; readonly urls: readonly string[] };

/** A plugin that requests can be sent to. */
export type PluginTarget = {
  /** The manifest's name, which is also the subgraph's. */
  readonly name: string;
  /** Whether session cookies, address and user agent cross to it. */
  readonly sessionCookies: boolean;
  readonly transport: PluginTransport;
};
