import type { Plugin } from '@gestas/sdk';

/** One registered instance: in this process, or at an address. */
export type InstanceTarget = {
  readonly id: string;
  readonly url: string;
  /** Its own function, where it runs in this process. */
  readonly plugin?: Pick<Plugin, 'handle'> | undefined;
};

/**
 * How a plugin is reached: its own function in this process, the addresses of its instances, or the instances the
 * registry knows, which come and go without disturbing one another.
 */
export type PluginTransport =
  | { readonly kind: 'in-process'; readonly plugin: Pick<Plugin, 'handle'> }
  | { readonly kind: 'http'; readonly urls: readonly string[] }
  | { readonly kind: 'registered'; readonly instances: readonly InstanceTarget[] };

/** A plugin that requests can be sent to. */
export type PluginTarget = {
  /** The manifest's name, which is also the subgraph's. */
  readonly name: string;
  /** Whether session cookies, address and user agent cross to it. */
  readonly sessionCookies: boolean;
  /** How long it is waited for, in milliseconds, where that is not the router's own limit. */
  readonly timeoutMs?: number;
  readonly transport: PluginTransport;
};
