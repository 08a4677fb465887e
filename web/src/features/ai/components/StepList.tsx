import { Box, Group, Loader, Text } from '@mantine/core';
import { IconCheck, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GenerationStepFragment } from '../../../generated/graphql.ts';

type Props = { readonly steps: readonly GenerationStepFragment[]; readonly isRunning: boolean };

const PICTURES = { STARTED: IconPlayerPlay, FAILED: IconX } as const;

/** What a generation has gone through; new steps are told to screen readers as they come. */
export function StepList({ steps, isRunning }: Props) {
  const { t, i18n } = useTranslation('ai');
  return (
    <Box
      component="ol"
      m={0}
      p={0}
      style={{ listStyle: 'none' }}
      aria-live="polite"
      data-testid="steps"
    >
      {steps.map(({ step, status, at, message }) => {
        const Picture = PICTURES[status as keyof typeof PICTURES] ?? IconCheck;
        return (
          <Group
            component="li"
            key={`${step} ${status} ${at}`}
            gap="sm"
            py={4}
            wrap="nowrap"
            align="flex-start"
            data-step={step}
          >
            <Picture size={16} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
            <Box flex={1} miw={0}>
              <Text size="sm">
                {t([`step.${step}`, 'step.other'], { step })} ·{' '}
                {t([`stepStatus.${status}`, `status.${status}`, 'stepStatus.other'], { status })}
              </Text>
              {message && (
                <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {message}
                </Text>
              )}
            </Box>
            <Text size="xs" c="dimmed">
              {new Date(at).toLocaleTimeString(i18n.language)}
            </Text>
          </Group>
        );
      })}
      {isRunning && (
        <Box component="li" py={4}>
          <Loader size="sm" type="dots" aria-label={t('running')} />
        </Box>
      )}
    </Box>
  );
}
