import { describe, expect, it } from 'vitest';
import { decodeText, encodingOf } from './decode-text';
import { readXml } from './read-xml';

function events(text: string): string[] {
  const seen: string[] = [];
  readXml(text, {
    open: (name, attributes) => seen.push(`<${name}${JSON.stringify(attributes)}`),
    text: (piece, isCdata) => seen.push(isCdata ? `[${piece}]` : piece),
    close: (name) => seen.push(`/${name}`),
  });
  return seen;
}

describe('readXml', () => {
  it('tells elements, attributes, texts and CDATA in order', () => {
    expect(
      events(
        '\uFEFF<?xml version="1.0"?><!DOCTYPE a><a b="1 &amp; 2">x<!-- no --><c/><![CDATA[<y>]]>&#65;</a>',
      ),
    ).toEqual(['<a{"b":"1 & 2"}', 'x', '<c{}', '/c', '[<y>]', 'A', '/a']);
  });

  it.each([
    ['', 'xml.invalid'],
    ['text', 'xml.invalid'],
    ['<a>', 'xml.invalid'],
    ['<a></b>', 'xml.invalid'],
    ['<a>&nbsp;</a>', 'xml.invalid'],
    ['<a/><b/>', 'xml.invalid'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'xml.entities'],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'xml.entities'],
    ['<a>'.repeat(200) + '</a>'.repeat(200), 'xml.too-deep'],
  ])('refuses %j', (text, code) => {
    expect(() => events(text)).toThrow(expect.objectContaining({ code }));
  });
});

describe('decodeText', () => {
  it('follows a byte order mark, then the name', () => {
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x41, 0]), 'utf-8')).toBe('A');
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0x41]), 'latin1')).toBe('A');
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0x41]), 'utf8', { keepBom: true })).toBe('\uFEFFA');
    expect(decodeText(Uint8Array.from([0xe4, 0x80, 0x9f]), 'iso-8859-1')).toBe('ä€Ÿ');
    expect(decodeText(Uint8Array.from([0x82, 0xa0]), 'Shift_JIS')).toBe('あ');
    expect(() => encodingOf('klingon')).toThrow(expect.objectContaining({ code: 'file.unknown-encoding' }));
  });
});
