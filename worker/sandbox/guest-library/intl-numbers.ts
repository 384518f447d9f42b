/** `Intl.NumberFormat` for code: numbers, percents and money in the forms of the better known languages. */
import { demandForm, localeOf, type LocaleForm } from './locales';

const SIGNS: Readonly<Record<string, string>> = {
  ...{ USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', BRL: 'R$', KRW: '₩', CNY: 'CN¥', MXN: 'MX$' },
  ...{ AUD: 'A$', CAD: 'CA$', ILS: '₪', VND: '₫' },
};
const WITHOUT_CENTS = new Set(['JPY', 'KRW', 'VND', 'CLP']);
const MAX_DIGITS = 20;

/** Stands in for `Intl.NumberFormat`. */
export class NumberFormat {
  private readonly form: LocaleForm;
  private readonly locale: string;

  constructor(
    locales?: unknown,
    private readonly options: Intl.NumberFormatOptions = {},
  ) {
    this.locale = localeOf(locales);
    this.form = demandForm(this.locale);
    // Bound, as people hand it to map().
    this.format = this.format.bind(this);
  }

  format(given: number | bigint): string {
    const value = Number(given);
    const { style = 'decimal' } = this.options;
    if (Number.isNaN(value)) return 'NaN';
    const sign = value < 0 || Object.is(value, -0) ? '-' : '';
    const text = this.digits(Math.abs(style === 'percent' ? value * 100 : value));
    if (style === 'percent') return `${sign}${text}${this.form.signFirst ? '' : '\u00a0'}%`;
    if (style === 'currency') return this.money(text, sign);
    if (style === 'unit') return `${sign}${text}${this.unitText(value)}`;
    return sign + text;
  }

  formatToParts(value: number): { type: string; value: string }[] {
    return [{ type: 'integer', value: this.format(value) }];
  }

  resolvedOptions() {
    return { ...this.options, locale: this.locale, numberingSystem: 'latn' };
  }

  private digits(value: number): string {
    if (!Number.isFinite(value)) return '∞';
    const [least, most] = this.fractionDigits();
    const [whole = '0', fraction = ''] = value.toFixed(most).split('.');
    const cut = fraction.slice(0, least) + fraction.slice(least).replace(/0+$/, '');
    const padded = whole.padStart(this.options.minimumIntegerDigits ?? 1, '0');
    const grouped = this.options.useGrouping === false ? padded : this.grouped(padded);
    return cut === '' ? grouped : `${grouped}${this.form.decimal}${cut}`;
  }

  private fractionDigits(): [least: number, most: number] {
    const { style, currency = '', minimumFractionDigits, maximumFractionDigits } = this.options;
    const cents = WITHOUT_CENTS.has(currency.toUpperCase()) ? 0 : 2;
    const usual = style === 'currency' ? [cents, cents] : style === 'percent' ? [0, 0] : [0, 3];
    const least = minimumFractionDigits ?? Math.min(usual[0] ?? 0, maximumFractionDigits ?? MAX_DIGITS);
    const most = maximumFractionDigits ?? Math.max(usual[1] ?? 0, least);
    if (least < 0 || most > MAX_DIGITS || least > most)
      throw new RangeError('The number of digits is out of range.');
    return [least, most];
  }

  private grouped(whole: string): string {
    const { group } = this.form;
    if (this.locale === 'en-in' || this.locale === 'hi-in') {
      return whole.replace(/\B(?=(?:\d\d)*\d{3}$)/g, group);
    }
    // Spanish and Polish begin to group at five digits.
    if (/^(?:es(?!-mx)|pl|pt-pt)/.test(this.locale) && whole.length < 5) return whole;
    return whole.replace(/\B(?=(?:\d{3})+$)/g, group);
  }

  private money(text: string, sign: string): string {
    const code = String(this.options.currency ?? '').toUpperCase();
    if (!/^[A-Z]{3}$/.test(code)) throw new TypeError('A currency of three letters is needed.');
    const shown = this.options.currencyDisplay === 'code' ? code : (SIGNS[code] ?? code);
    const isWord = /[A-Za-z]$/.test(shown);
    if (!this.form.signFirst) return `${sign}${text}\u00a0${shown}`;
    const isClose = this.form.decimal === '.' && !isWord;
    return `${sign}${shown}${isClose ? '' : '\u00a0'}${text}`;
  }

  private unitText(value: number): string {
    const { unit = '', unitDisplay = 'short' } = this.options;
    if (unitDisplay === 'long') return ` ${unit}${Math.abs(value) === 1 ? '' : 's'}`;
    return unitDisplay === 'narrow' ? unit.slice(0, 1) : ` ${unit.slice(0, 3)}`;
  }
}

/** Stands in for `Intl.ListFormat`, in English. */
export class ListFormat {
  constructor(
    _locales?: unknown,
    private readonly options: Intl.ListFormatOptions = {},
  ) {}

  format(list: Iterable<string>): string {
    const entries = [...list];
    if (this.options.style === 'narrow') return entries.join(', ');
    const word = this.options.type === 'disjunction' ? 'or' : 'and';
    if (entries.length < 3) return entries.join(` ${word} `);
    return `${entries.slice(0, -1).join(', ')}, ${word} ${entries.at(-1) ?? ''}`;
  }
}
