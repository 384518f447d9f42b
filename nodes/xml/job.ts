/** Reading large XML, away from the worker's loop. */
import type { Json } from '@/core/items/item';
import { xmlToJson, type ToJsonOptions } from './to-json';

export function run({ text, options }: { text: string; options: ToJsonOptions }): Json {
  return xmlToJson(text, options);
}
