import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../i18n/languages.ts';
import { switchLanguage } from '../i18n/start-i18n.ts';

const NAMES: Readonly<Record<Language, string>> = { es: 'Español', en: 'English' };

/** Chooses the language of the client. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('app');
  return (
    <NativeSelect
      aria-label={t('language.label')}
      size="sm"
      w={112}
      value={i18n.language}
      data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
      onChange={(event) => void switchLanguage(event.currentTarget.value as Language)}
    />
  );
}
