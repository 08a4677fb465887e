import { ScreenLinksDocument } from '../../../generated/graphql.ts';
import { usePluginQuery } from '../../../hooks/use-plugin-query.ts';

/** The links that running plugins describe: plugins come and go at any time. */
export function useScreenLinks() {
  const { data } = usePluginQuery(ScreenLinksDocument);
  const plugins = data?.pluginScreens ?? [];
  return plugins.flatMap(({ id, navigation }) =>
    navigation.map((link) => ({
      ...link,
      /** The one link of a plugin stands for all its pages. */
      home: navigation.length === 1 ? `/x/${id}` : link.path,
    })),
  );
}
