import type { UiColumn } from '@gestas/sdk';
import { useTranslation } from 'react-i18next';
import { formatValue, type Localised, localise } from './format-value.ts';

/** Texts and values of a manifest in the person's language. */
export function useWording() {
  const { t, i18n } = useTranslation('screens');
  const { language } = i18n;
  const wording = { language, yes: t('yes'), no: t('no') };
  return {
    say: (text: Localised) => localise(text, language),
    show: (value: unknown, column: Pick<UiColumn, 'format' | 'values'>) =>
      formatValue(value, column, wording),
  };
}
