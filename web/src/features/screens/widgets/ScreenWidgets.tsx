import { Box } from '@mantine/core';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { ExcerptWidget } from '../components/ExcerptWidget.tsx';
import { StatWidget } from '../components/StatWidget.tsx';
import { placeOf } from '../hooks/place.ts';
import { useScreens } from '../hooks/use-screens.ts';
import classes from './ScreenWidgets.module.css';

/** What running plugins put on the dashboard; nothing when they put nothing. */
export function ScreenWidgets() {
  const { screens = [] } = useScreens();
  const isAllowed = usePermissions();
  const widgets = screens.flatMap(({ id, pages, widgets: own }) =>
    own
      .filter(({ permission }) => isAllowed(permission))
      .map((widget) => ({ id: `${id} ${widget.name}`, widget, place: placeOf(id, pages) })),
  );
  if (widgets.length === 0) return null;
  return (
    <Box className={classes.grid}>
      {widgets.map(({ id, widget, place }) =>
        widget.kind === 'stat' ? (
          <StatWidget key={id} widget={widget} />
        ) : (
          <div key={id} className={classes.wide}>
            <ExcerptWidget widget={widget} place={place} />
          </div>
        ),
      )}
    </Box>
  );
}
