import { Text, Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { relativeTime } from './relative-time.ts';

const TICK = 20_000;

function subscribe(listener: () => void) {
  const timer = setInterval(listener, TICK);
  return () => clearInterval(timer);
}

const currentTick = () => Math.floor(Date.now() / TICK);

/** How long ago something was; the exact time in a tooltip. `at` is ISO 8601. */
export function RelativeTime({ at }: { at: string }) {
  const { i18n } = useTranslation();
  useSyncExternalStore(subscribe, currentTick);
  const exact = new Date(at).toLocaleString(i18n.language, {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return (
    <Tooltip label={exact}>
      <Text component="time" dateTime={at} size="sm" c="dimmed">
        {relativeTime(Date.parse(at), Date.now(), i18n.language)}
      </Text>
    </Tooltip>
  );
}
