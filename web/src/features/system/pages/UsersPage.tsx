import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { CreateUserButton } from '../components/CreateUserButton.tsx';
import { UserListWidget } from '../widgets/UserListWidget.tsx';

/** The people of the tenant. */
export function UsersPage() {
  const { t } = useTranslation('system');
  return (
    <>
      <PageHeader title={t('title')} text={t('subtitle')} actions={<CreateUserButton />} />
      <UserListWidget />
    </>
  );
}
