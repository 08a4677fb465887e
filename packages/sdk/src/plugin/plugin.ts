import type { Manifest } from '../manifest.ts';

/** One GraphQL request from the router to a plugin, the same over HTTP and in process. */
export type PluginRequest = {
  /** JSON text: `{ query, variables, operationName }`. */
  readonly body: string;
  readonly internalToken: string | undefined;
  readonly requestId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** A plugin's answer: the HTTP status and the JSON text of a GraphQL response. */
export type PluginResponse = { readonly status: number; readonly body: string };

/** A started plugin. */
export type Plugin = {
  readonly manifest: Manifest;
  /** The SDL the plugin registers, canonical header included. */
  readonly sdl: string;
  /** Where it listens, such as `http://localhost:3002/graphql`. */
  readonly url: string;
  /** Which of the plugin's instances it is, in the registry. */
  readonly instanceId: string;
  /** Answers one request: what the HTTP server calls too. Never throws. */
  handle(request: PluginRequest): Promise<PluginResponse>;
  /** Leaves the registry, stops accepting, waits for what runs, closes connections. */
  stop(): Promise<void>;
};
