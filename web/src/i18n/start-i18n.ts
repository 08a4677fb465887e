import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, pickLanguage } from './languages.ts';

const CHOICE_KEY = 'gestas.language';

const loaders = {
  es: () => import('./es.ts'),
  en: () => import('./en.ts'),
} satisfies Record<Language, () => Promise<unknown>>;

/** Loads the person's language and makes `useTranslation` ready. */
export async function startI18n(): Promise<void> {
  const language = pickLanguage(localStorage.getItem(CHOICE_KEY), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: await load(language) },
    defaultNS: 'app',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
}

/** Switches the language at once and remembers the choice. */
export async function switchLanguage(language: Language): Promise<void> {
  const texts = await load(language);
  for (const [namespace, bundle] of Object.entries(texts)) {
    i18next.addResourceBundle(language, namespace, bundle);
  }
  localStorage.setItem(CHOICE_KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

async function load(language: Language) {
  return (await loaders[language]()).resources as Record<string, Record<string, string>>;
}
