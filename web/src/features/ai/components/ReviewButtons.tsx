import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/Dialog.tsx';

type Props = {
  readonly isBusy: boolean;
  readonly onAccept: () => void;
  readonly onReject: (reason: string) => void;
};

/** Accepts what was generated, or turns it down for a reason. */
export function ReviewButtons({ isBusy, onAccept, onReject }: Props) {
  const { t } = useTranslation('ai');
  const [isAsking, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    onReject(reason.trim());
    close();
  };
  return (
    <Group gap="sm">
      <Button leftSection={<IconCheck size={16} aria-hidden />} loading={isBusy} onClick={onAccept}>
        {t('review.accept')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconX size={16} aria-hidden />}
        disabled={isBusy}
        onClick={open}
      >
        {t('review.reject')}
      </Button>
      <Dialog opened={isAsking} onClose={close} title={t('review.title')}>
        <form onSubmit={submit}>
          <Stack>
            <Textarea
              label={t('review.reason')}
              description={t('review.reasonHint')}
              name="reason"
              autosize
              minRows={3}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
            <Group justify="flex-end">
              <Button type="submit" color="red.9" disabled={reason.trim() === ''}>
                {t('review.reject')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </Group>
  );
}
