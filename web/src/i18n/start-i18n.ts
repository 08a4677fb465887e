import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, pickLanguage } from './languages.ts';

const CHOICE_KEY = 'gestas.language';

type Part = 'signIn' | 'features';
type Texts = Record<string, Record<string, string>>;

const loaders = {
  es: { signIn: () => import('./es.ts'), features: () => import('./features-es.ts') },
  en: { signIn: () => import('./en.ts'), features: () => import('./features-en.ts') },
} satisfies Record<Language, Record<Part, () => Promise<unknown>>>;

/** What is needed by now, in whatever language is spoken. */
const needed = new Set<Part>(['signIn']);

/** Loads the person's language and makes `useTranslation` ready. */
export async function startI18n(): Promise<void> {
  const language = pickLanguage(localStorage.getItem(CHOICE_KEY), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: await load(language, 'signIn') },
    defaultNS: 'app',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
}

/** Loads the texts of the pages behind the sign-in; await it before they are shown. */
export async function loadFeatureTexts(): Promise<void> {
  needed.add('features');
  await add(i18next.language as Language);
}

/** Switches the language at once and remembers the choice. */
export async function switchLanguage(language: Language): Promise<void> {
  await add(language);
  localStorage.setItem(CHOICE_KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

async function add(language: Language): Promise<void> {
  const parts = await Promise.all([...needed].map((part) => load(language, part)));
  for (const [namespace, bundle] of parts.flatMap((texts) => Object.entries(texts))) {
    i18next.addResourceBundle(language, namespace, bundle);
  }
}

async function load(language: Language, part: Part): Promise<Texts> {
  return (await loaders[language][part]()).resources as Texts;
}
