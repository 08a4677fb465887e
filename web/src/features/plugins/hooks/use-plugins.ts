import { PluginsDocument } from '../../../generated/graphql.ts';
import { usePluginQuery } from '../../../hooks/use-plugin-query.ts';

/** Every plugin with its health. */
export function usePlugins() {
  const { data, error, refetch } = usePluginQuery(PluginsDocument);
  return { plugins: data?.plugins, error, reload: () => void refetch() };
}
