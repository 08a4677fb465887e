import { useMutation } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { toFailure } from '../../../connection/failure.ts';
import { UpdateUserDocument, type UpdateUserInput } from '../../../generated/graphql.ts';

type Person = { readonly id: string; readonly name: string };

/** Changes users. `update` throws what was refused; suspending and lifting tell the outcome in a notification. */
export function useUpdateUser() {
  const { t } = useTranslation('system');
  const [update] = useMutation(UpdateUserDocument);
  const change = async (input: UpdateUserInput) => {
    await update({ variables: { input } });
  };
  const tell = async (input: UpdateUserInput, message: string) => {
    try {
      await change(input);
      notifications.show({ message });
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('edit.failed'),
        message: toFailure(error).message,
      });
    }
  };
  return {
    update: change,
    suspend: ({ id, name }: Person) =>
      tell({ id, status: 'SUSPENDED' }, t('edit.suspended', { name })),
    restore: ({ id, name }: Person) => tell({ id, status: 'ACTIVE' }, t('edit.restored', { name })),
  };
}
