import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconFileOff, IconPlugConnected } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { useGeneration } from '../hooks/use-generation.ts';
import { FilesViewer } from './FilesViewer.tsx';
import { GenerationStatusBadge } from './GenerationStatusBadge.tsx';
import { GeneratorLabel } from './GeneratorLabel.tsx';
import { ReviewButtons } from './ReviewButtons.tsx';
import { StepList } from './StepList.tsx';
import { VerdictPanel } from './VerdictPanel.tsx';

/** One generation from its request to the decision about it. */
export function GenerationView({ id }: { id: string }) {
  const { t } = useTranslation('ai');
  const isAllowed = usePermissions();
  const { generation, steps, isRunning, isMissing, error, reload, ...decision } = useGeneration(id);
  const { isDeciding, accept, reject, isMounting, mount } = decision;
  if (isMissing)
    return <EmptyState icon={IconFileOff} title={t('missing')} text={t('missingText')} />;
  if (!generation) return error ? <ErrorPanel error={error} onRetry={reload} /> : <RowSkeletons />;
  const { prompt, status, generator, supervisor, assumptions, verdict, files } = generation;
  const canReview = status === 'NEEDS_REVIEW' && isAllowed('ai:generation:review');
  const canMount = status === 'ACCEPTED' && isAllowed('ai:generation:mount');
  return (
    <Stack gap="md" data-testid="generation" data-status={status}>
      <Box className="surface" p="md">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            {prompt}
          </Title>
          <GenerationStatusBadge status={status} />
        </Group>
        <Text size="sm" c="dimmed" my="xs">
          {t(`statusText.${status}`)}
        </Text>
        <Group gap="xs" mb={canReview || canMount ? 'md' : 0}>
          <Text size="sm">{t('writtenBy')}</Text>
          <GeneratorLabel by={generator} />
          <Text size="sm">{t('judgedBy')}</Text>
          <GeneratorLabel by={supervisor} />
        </Group>
        {canReview && (
          <ReviewButtons
            isBusy={isDeciding}
            onAccept={() => void accept()}
            onReject={(reason) => void reject(reason)}
          />
        )}
        {canMount && (
          <Button
            leftSection={<IconPlugConnected size={16} aria-hidden />}
            loading={isMounting}
            onClick={() => void mount()}
          >
            {t('review.mount')}
          </Button>
        )}
      </Box>
      {error && <ErrorPanel error={error} onRetry={reload} />}
      <Part title={t('steps')}>
        <StepList steps={steps} isRunning={isRunning} />
      </Part>
      <Assumptions assumptions={assumptions} />
      {verdict && (
        <Part title={t('verdict.title')}>
          <VerdictPanel verdict={verdict} />
        </Part>
      )}
      <Files files={files} />
    </Stack>
  );
}

function Assumptions({ assumptions }: { assumptions: readonly string[] }) {
  const { t } = useTranslation('ai');
  if (assumptions.length === 0) return null;
  return (
    <Part title={t('assumptions')}>
      <Box component="ul" m={0} pl="md">
        {assumptions.map((assumption) => (
          <li key={assumption}>
            <Text size="sm">{assumption}</Text>
          </li>
        ))}
      </Box>
    </Part>
  );
}

type FilesProps = Pick<NonNullable<ReturnType<typeof useGeneration>['generation']>, 'files'>;

function Files({ files }: FilesProps) {
  const { t } = useTranslation('ai');
  if (files.length === 0) return null;
  return (
    <Part title={t('files.count', { count: files.length })}>
      <FilesViewer files={files} />
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section" className="surface" p="md">
      <Title order={3} size="h5" mb="sm">
        {title}
      </Title>
      {children}
    </Box>
  );
}
