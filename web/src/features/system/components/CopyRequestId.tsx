import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Copies a request id, with which an operator finds the request in the logs. */
export function CopyRequestId({ id }: { id: string }) {
  const { t } = useTranslation('system');
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('audit.copied') : id}>
          <ActionIcon variant="default" onClick={copy} aria-label={t('audit.copy', { id })}>
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
