import { Button, Grid, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { GenerationForm } from './GenerationForm.tsx';
import { GenerationView } from './GenerationView.tsx';
import { RecentGenerations } from './RecentGenerations.tsx';

type Props = {
  /** The generation that is looked at, or an empty string. */
  readonly run: string;
  readonly onRun: (id: string) => void;
};

/** Plugins from words: the request, the one that is looked at, the newest ones. */
export function GenerationPanel({ run, onRun }: Props) {
  const { t } = useTranslation('ai');
  const isAllowed = usePermissions();
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="md">
          {run === '' && isAllowed('ai:generation:create') && <GenerationForm onStart={onRun} />}
          {run !== '' && (
            <>
              <div>
                <Button
                  variant="default"
                  leftSection={<IconPlus size={16} aria-hidden />}
                  onClick={() => onRun('')}
                >
                  {t('form.another')}
                </Button>
              </div>
              <GenerationView key={run} id={run} />
            </>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <RecentGenerations />
      </Grid.Col>
    </Grid>
  );
}
