import { useTranslation } from 'react-i18next';
import { Door } from '../components/Door.tsx';
import { SignInForm } from '../components/SignInForm.tsx';
import { SignInNotice } from '../components/SignInNotice.tsx';

/** Tenant, e-mail and password. */
export function SignInPage() {
  const { t } = useTranslation('auth');
  return (
    <Door title={t('title')} subtitle={t('subtitle')}>
      <SignInNotice />
      <SignInForm />
    </Door>
  );
}
