/** Which table goes with which kind of value. */
import { DATE_EXAMPLES, DATETIME_EXAMPLES } from '../examples/dates';
import { ARRAY_EXAMPLES, MAP_EXAMPLES, SET_EXAMPLES } from '../examples/lists';
import { BOOLEAN_EXAMPLES, NOTHING_EXAMPLES, NUMBER_EXAMPLES } from '../examples/numbers';
import {
  FORMATTER_EXAMPLES,
  INPUT_EXAMPLES,
  NODE_EXAMPLES,
  OBJECT_EXAMPLES,
  REGEXP_EXAMPLES,
  URL_EXAMPLES,
  URL_PARAMS_EXAMPLES,
} from '../examples/objects';
import { DURATION_EXAMPLES, INTERVAL_EXAMPLES } from '../examples/spans';
import { TEXT_EXAMPLES } from '../examples/texts';
import { withExamples, type Examples, type KindTable } from '../table';
import type { ValueKind } from '../values';
import { ARRAY_TABLE } from './array';
import { DATETIME_TABLE } from './dates';
import { DURATION_TABLE, INTERVAL_TABLE } from './spans';
import { FORMATTER_TABLE } from './formatter';
import { DATE_TABLE } from './js-date';
import { INPUT_TABLE, NODE_TABLE } from './nodes';
import { BOOLEAN_TABLE, NOTHING_TABLE, NUMBER_TABLE } from './number';
import { MAP_TABLE, OBJECT_TABLE, REGEXP_TABLE, SET_TABLE, URL_PARAMS_TABLE, URL_TABLE } from './object';
import { TEXT_TABLE } from './text';

const NOTHING: KindTable = { functions: new Map(), properties: new Map() };

function shown(table: KindTable, ...examples: readonly Examples[]): KindTable {
  const all = new Map(examples.flatMap((some) => [...some]));
  return {
    functions: withExamples(table.functions, all),
    properties: withExamples(table.properties, all),
  };
}

const EMPTY = shown(NOTHING_TABLE, NOTHING_EXAMPLES);

export const KIND_TABLES: Readonly<Record<ValueKind, KindTable>> = {
  undefined: EMPTY,
  null: EMPTY,
  text: shown(TEXT_TABLE, TEXT_EXAMPLES),
  number: shown(NUMBER_TABLE, NUMBER_EXAMPLES),
  boolean: shown(BOOLEAN_TABLE, BOOLEAN_EXAMPLES),
  array: shown(ARRAY_TABLE, ARRAY_EXAMPLES),
  object: shown(OBJECT_TABLE, OBJECT_EXAMPLES),
  function: NOTHING,
  date: shown(DATE_TABLE, DATETIME_EXAMPLES, DATE_EXAMPLES),
  datetime: shown(DATETIME_TABLE, DATETIME_EXAMPLES),
  duration: shown(DURATION_TABLE, DURATION_EXAMPLES),
  interval: shown(INTERVAL_TABLE, INTERVAL_EXAMPLES),
  set: shown(SET_TABLE, SET_EXAMPLES),
  map: shown(MAP_TABLE, MAP_EXAMPLES),
  url: shown(URL_TABLE, URL_EXAMPLES),
  'url-params': shown(URL_PARAMS_TABLE, URL_PARAMS_EXAMPLES),
  regexp: shown(REGEXP_TABLE, REGEXP_EXAMPLES),
  formatter: shown(FORMATTER_TABLE, FORMATTER_EXAMPLES),
  node: shown(NODE_TABLE, NODE_EXAMPLES),
  input: shown(INPUT_TABLE, INPUT_EXAMPLES),
  nodes: NOTHING,
  foreign: NOTHING,
};
