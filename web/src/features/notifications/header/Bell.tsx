import { ActionIcon, Loader, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconBell } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useLatest } from '../hooks/use-latest.ts';
import classes from './Bell.module.css';

const LatestPanel = lazy(async () => ({
  default: (await import('../components/LatestPanel.tsx')).LatestPanel,
}));

/** How many notifications are unread, and the newest of them on request; each that arrives is also told in passing. */
export function Bell() {
  const { t } = useTranslation('notifications');
  const { unread = 0, received } = useLatest();
  const { pathname } = useLocation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it opened closes whenever the page changes
  useEffect(close, [pathname, close]);
  useToasts(received[0]);
  const label = t('bell', { count: unread });
  return (
    <Popover
      opened={isOpen}
      onChange={(open) => open || close()}
      position="bottom-end"
      width={340}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <Popover.Target>
        <ActionIcon
          className={classes.bell}
          size="lg"
          variant="default"
          aria-label={label}
          title={label}
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          onClick={toggle}
          data-testid="bell"
          data-unread={unread}
        >
          <IconBell size={18} aria-hidden />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('title')} maw="calc(100vw - 16px)">
        <Suspense fallback={<Loader size="sm" m="md" aria-label={t('title')} />}>
          <LatestPanel onLeave={close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Tells of each notification as it arrives; of a flood, of those that fit on the screen. The region that shows it is polite to screen readers. */
function useToasts(newest: { id: string; title: string; body: string } | undefined) {
  const told = useRef(newest?.id);
  useEffect(() => {
    if (!newest || told.current === newest.id) return;
    told.current = newest.id;
    notifications.show({ title: newest.title, message: newest.body });
    notifications.cleanQueue();
  }, [newest]);
}
