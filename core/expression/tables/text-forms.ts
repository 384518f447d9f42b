/** Texts in other forms: letter cases, plain letters, without markup, addresses. Every pattern here is linear. */
import { charge, chargeText, type Run } from '../run';

export function words(run: Run, text: string): string[] {
  charge(run, text.length * 2);
  const spaced = text.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2');
  return spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words that stay small inside a title. */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  'a an and as at because but by en for if in neither nor of on only or over per so some than that the to up upon v versus via vs when with without yet'.split(
    ' ',
  ),
);

export function titleCase(run: Run, text: string): string {
  charge(run, text.length * 2);
  const lower = text.toLowerCase();
  const end = lower.trimEnd().length;
  let first = true;
  return lower.replace(/\p{L}[\p{L}\p{M}\p{N}'’]*/gu, (word, at: number) => {
    const inside = !first && at + word.length < end;
    first = false;
    return inside && SMALL_WORDS.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}

export function base64(run: Run, text: string): string {
  chargeText(run, text.length * 4);
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

/** Letters that are not a plain letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
};

export function plainLetters(run: Run, text: string): string {
  chargeText(run, text.length * 4);
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæÆœŒøØđĐðÐþÞłŁı]/g, (letter) => LETTERS[letter] ?? letter);
  chargeText(run, plain.length);
  return plain;
}

/** Line by line and with bounded repetitions, so that no text takes long. */
export function removeMarkdown(run: Run, text: string): string {
  charge(run, text.length);
  return text
    .replace(/^ {0,3}(?:`{3,}|~{3,})[^\n]{0,100}\n?/gm, '')
    .replace(/^ {0,3}(?:#{1,6} +|> ?|[-*+] +|\d{1,9}[.)] +)/gm, '')
    .replace(/^ {0,3}(?:(?:-[ \t]?){3,50}|(?:\*[ \t]?){3,50}|(?:_[ \t]?){3,50})$/gm, '')
    .replace(/!?\[([^[\]\n]{0,500})\]\([^()\n]{0,2000}\)/g, '$1')
    .replace(/(\*\*|__|~~)(?=\S)([^\n*_~]{1,500})\1/g, '$2')
    .replace(/([*_`])(?=\S)([^\n*_`]{1,500})\1/g, '$2');
}

export function isDomain(text: string): boolean {
  return (
    text.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/i.test(text)
  );
}

/** A web address, also one that is written without `https://`. */
export function addressOf(text: string): URL | undefined {
  const trimmed = text.trim();
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed)) return urlOf(trimmed);
  const found = urlOf(`https://${trimmed}`);
  return found && isDomain(found.hostname) ? found : undefined;
}

export function domainOf(text: string): string | undefined {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text.trim())) return addressOf(text)?.hostname;
  return addressOf(text.slice(text.lastIndexOf('@') + 1))?.hostname;
}

export function urlOf(text: string): URL | undefined {
  if (text.length > 10_000) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
