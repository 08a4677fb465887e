import { Grid } from '@mantine/core';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { ExcerptWidget } from '../components/ExcerptWidget.tsx';
import { StatWidget } from '../components/StatWidget.tsx';
import { placeOf } from '../hooks/place.ts';
import { useScreens } from '../hooks/use-screens.ts';

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
    <Grid gap="md" align="flex-start">
      {widgets.map(({ id, widget, place }) => (
        <Grid.Col key={id} span={{ base: 12, sm: 6, md: widget.kind === 'stat' ? 3 : 6 }}>
          {widget.kind === 'stat' ? (
            <StatWidget widget={widget} />
          ) : (
            <ExcerptWidget widget={widget} place={place} />
          )}
        </Grid.Col>
      ))}
    </Grid>
  );
}
