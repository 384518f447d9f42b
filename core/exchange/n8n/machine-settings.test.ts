import { expect, it } from 'vitest';
import { translateText } from './expressions';
import { codeWithVariables, textWithVariables } from './machine-settings';

it.each<[string, string, string[]]>([
  ['return $env.KEY + $env["B"];', 'return $vars.KEY + $vars["B"];', ['B', 'KEY']],
  ['const { A } = $env; // $env', 'const { A } = $vars; // $env', ['*']],
  ["return { $env: '$env', b: a.$env };", "return { $env: '$env', b: a.$env };", []],
  ['return { $env };', 'return { $env: $vars };', ['*']],
  ['const { $env = {} } = a; return $env.B;', 'const { $env: $vars = {} } = a; return $vars.B;', ['*', 'B']],
  ['return `${$env.A} $env`;', 'return `${$vars.A} $env`;', ['A']],
  ['return $env.A ((', 'return $env.A ((', []],
])('reads variables where the code %s read the settings of the machine', (source, written, names) => {
  expect(codeWithVariables(source)).toEqual({ source: written, names });
});

it.each<[string, string, string[]]>([
  ['Cost $env', 'Cost $env', []],
  ['$env.A {{ $env.A }} $env["B"]', '$env.A {{ $vars.A }} $env["B"]', ['A']],
  ["{{ $env['B'] + '$env' + $json.$env }}", "{{ $vars['B'] + '$env' + $json.$env }}", ['B']],
  ['{{ { a: { $env } } }}{{ $env }}', '{{ { a: { $env: $vars } } }}{{ $vars }}', ['*']],
  ['{{ $env?.A ?? $env?.["B"] }}', '{{ $vars?.A ?? $vars?.["B"] }}', ['A', 'B']],
  ['\\{{ $env }} {{ $env.A; }}', '\\{{ $env }} {{ $vars.A; }}', ['A']],
  ['{{ $env. }}', '{{ $env. }}', []],
])('reads variables where the text %s read the settings of the machine', (text, written, names) => {
  expect(textWithVariables(text)).toEqual({ source: written, names });
  expect(translateText(`=${text}`)).toBe(written);
});

it('leaves texts that hold no expression as they are', () => {
  expect(translateText('$env {{ $env }}')).toBe('$env \\{{ $env }}');
  expect(translateText('={{ "a; }}" }} b; }}')).toBe('{{ "a; }}" }} b; }}');
});
