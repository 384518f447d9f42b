/** How languages write numbers and dates in figures: the few things that users' code relies on most. */

export interface LocaleForm {
  /** Between thousands, and before decimals. */
  group: string;
  decimal: string;
  /** `Y`, `M` and `D` once as they are, twice with a zero in front. */
  date: string;
  /** Twelve hours and a word for the half of the day. */
  twelve: boolean;
  /** Between date and time. */
  between: string;
  /** The sign of a currency stands before the number. */
  signFirst: boolean;
}

const ENGLISH: LocaleForm = {
  ...{ group: ',', decimal: '.', date: 'M/D/Y', twelve: true, between: ', ', signFirst: true },
};
const CONTINENT: LocaleForm = {
  ...{ group: '.', decimal: ',', date: 'D/M/Y', twelve: false, between: ', ', signFirst: false },
};
const SPACED: LocaleForm = { ...CONTINENT, group: '\u00a0' };

const FORMS: Readonly<Record<string, LocaleForm>> = {
  en: ENGLISH,
  'en-gb': { ...ENGLISH, date: 'DD/MM/Y', twelve: false },
  'en-ie': { ...ENGLISH, date: 'D/M/Y', twelve: false },
  'en-au': { ...ENGLISH, date: 'DD/MM/Y' },
  'en-nz': { ...ENGLISH, date: 'D/MM/Y' },
  'en-in': { ...ENGLISH, date: 'D/M/Y' },
  'en-za': { ...ENGLISH, date: 'Y/MM/DD', twelve: false },
  'en-ca': { ...ENGLISH, date: 'Y-MM-DD' },
  de: { ...CONTINENT, date: 'D.M.Y' },
  'de-ch': { ...CONTINENT, group: '’', decimal: '.', date: 'D.M.Y', signFirst: true },
  es: CONTINENT,
  'es-mx': { ...ENGLISH, date: 'D/M/Y' },
  fr: { ...SPACED, group: '\u202f', date: 'DD/MM/Y', between: ' ' },
  id: { ...CONTINENT, signFirst: true },
  it: CONTINENT,
  ja: { ...ENGLISH, date: 'Y/M/D', twelve: false, between: ' ' },
  nl: { ...CONTINENT, date: 'D-M-Y', signFirst: true },
  pl: { ...SPACED, date: 'D.MM.Y' },
  pt: { ...CONTINENT, date: 'DD/MM/Y', signFirst: true },
  'pt-pt': { ...SPACED, date: 'DD/MM/Y' },
  ru: { ...SPACED, date: 'DD.MM.Y' },
  sv: { ...SPACED, date: 'Y-MM-DD', between: ' ' },
  tr: { ...CONTINENT, date: 'DD.MM.Y', between: ' ' },
  uk: { ...SPACED, date: 'DD.MM.Y' },
  vi: CONTINENT,
  zh: { ...ENGLISH, date: 'Y/M/D', twelve: false, between: ' ' },
};

/** The first language of a request, in lower case. */
export function localeOf(asked: unknown): string {
  const first: unknown = Array.isArray(asked) ? asked[0] : asked;
  return typeof first === 'string' && first !== '' ? first.toLowerCase() : 'en-us';
}

/** Whether its words are English. */
export function isEnglish(locale: string): boolean {
  return locale === 'en' || locale.startsWith('en-');
}

/** Its form, or that of its language; undefined for one that nothing is known of. */
export function formOf(locale: string): LocaleForm | undefined {
  const [language = ''] = locale.split('-');
  return FORMS[locale] ?? FORMS[language];
}

/** Like `formOf`. @throws RangeError saying that the language is not known. */
export function demandForm(locale: string): LocaleForm {
  const form = formOf(locale);
  if (form) return form;
  throw new RangeError(
    `How "${locale}" writes dates and numbers is not known to code here. Use toFormat of DateTime.`,
  );
}
