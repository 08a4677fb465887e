import type { ServedGraph } from '../execution/graph-options.ts';
import type { PluginTarget } from '../traffic/plugin-target.ts';

/** A subgraph of static mode, with its one address. */
export type StaticTarget = PluginTarget & { readonly url: string };

/**
 * Where the subgraphs of a supergraph are: as `@join__graph` says, unless overridden. Throws an Error for an override of
 * a subgraph that doesn't exist, and for an address that isn't http.
 */
export function staticTargets(
  plugins: ServedGraph['plugins'],
  overrides: Readonly<Record<string, string>>,
): readonly StaticTarget[] {
  const names = plugins.map(({ name }) => name);
  for (const name of Object.keys(overrides)) {
    if (names.includes(name)) continue;
    throw new Error(`overrides: there is no subgraph ${name}; there are ${names.join(', ')}.`);
  }
  return plugins.map((plugin) => {
    const url = Object.hasOwn(overrides, plugin.name) ? overrides[plugin.name] : plugin.url;
    return toTarget(plugin.name, url ?? '');
  });
}

function toTarget(name: string, url: string): StaticTarget {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error(
      `The subgraph ${name} has no usable address ("${url}"); set it under overrides.`,
    );
  }
  return { name, url, sessionCookies: false, transport: { kind: 'http', urls: [url] } };
}
