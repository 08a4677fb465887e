import { useTranslation } from 'react-i18next';
import { NavigationLink } from '../../../components/NavigationLink.tsx';
import { screenIcon } from '../components/screen-icons.ts';
import { localise } from '../hooks/format-value.ts';
import { useScreenLinks } from '../hooks/use-screen-links.ts';

/** The links of plugins that run, below those of the client itself. */
export function ScreenLinks() {
  const { i18n } = useTranslation();
  return useScreenLinks().map(({ path, label, icon, home }) => (
    <NavigationLink
      key={path}
      path={path}
      label={localise(label, i18n.language)}
      icon={screenIcon(icon)}
      home={home}
    />
  ));
}
