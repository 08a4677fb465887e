import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toFailure } from '../connection/failure.ts';

type Props = { readonly error: unknown; readonly onRetry?: (() => void) | undefined };

/** Says what went wrong in the person's language, with the request id to copy and, where it helps, a way to retry. */
export function ErrorPanel({ error, onRetry }: Props) {
  const { t } = useTranslation('components');
  const failure = toFailure(error);
  const detail = failure.code === 'NETWORK' ? null : failure.message;
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      className="surface"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('errors.title')}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t([`errors.${failure.code}`, 'errors.other'])}</Text>
        {detail && (
          <Text size="sm" c="dimmed">
            {detail}
          </Text>
        )}
        {failure.requestId && <RequestId id={failure.requestId} />}
        {onRetry && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={onRetry}
          >
            {t('retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function RequestId({ id }: { id: string }) {
  const { t } = useTranslation('components');
  return (
    <Group gap="xs">
      <Text size="xs" c="dimmed">
        {t('requestId')}
      </Text>
      <Code>{id}</Code>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('copyRequestId')}
            leftSection={
              copied ? <IconCheck size={12} aria-hidden /> : <IconCopy size={12} aria-hidden />
            }
            onClick={copy}
          >
            {copied ? t('copied') : t('copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
