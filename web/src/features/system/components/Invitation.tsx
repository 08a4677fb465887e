import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../components/CopyField.tsx';

type Props = { readonly name: string; readonly url: string; readonly onDone: () => void };

/** The invitation link of a user just created; it is shown this once. */
export function Invitation({ name, url, onDone }: Props) {
  const { t } = useTranslation('system');
  return (
    <Stack>
      <Text size="sm" role="status">
        {t('invited.text', { name })}
      </Text>
      <CopyField label={t('invited.link')} value={url} />
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('invited.done')}</Button>
      </Group>
    </Stack>
  );
}
