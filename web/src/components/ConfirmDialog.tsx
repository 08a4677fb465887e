import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly text: string;
  /** What has to be typed before the button works. */
  readonly word: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Asks for a typed word before something that can't be undone. */
export function ConfirmDialog({ isOpen, title, text, word, action, onConfirm, onClose }: Props) {
  const { t } = useTranslation('components');
  const [typed, setTyped] = useState('');
  const isConfirmed = typed.trim().toLowerCase() === word.toLowerCase();
  const close = () => {
    setTyped('');
    onClose();
  };
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (!isConfirmed) return;
    onConfirm();
    close();
  };
  return (
    <Dialog opened={isOpen} onClose={close} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{text}</Text>
          <TextInput
            label={t('typeToConfirm', { word })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red.9" disabled={!isConfirmed}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
