/** Which table goes with which kind of value. */
import type { KindTable } from '../table';
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

export const KIND_TABLES: Readonly<Record<ValueKind, KindTable>> = {
  undefined: NOTHING_TABLE,
  null: NOTHING_TABLE,
  text: TEXT_TABLE,
  number: NUMBER_TABLE,
  boolean: BOOLEAN_TABLE,
  array: ARRAY_TABLE,
  object: OBJECT_TABLE,
  function: NOTHING,
  date: DATE_TABLE,
  datetime: DATETIME_TABLE,
  duration: DURATION_TABLE,
  interval: INTERVAL_TABLE,
  set: SET_TABLE,
  map: MAP_TABLE,
  url: URL_TABLE,
  'url-params': URL_PARAMS_TABLE,
  regexp: REGEXP_TABLE,
  formatter: FORMATTER_TABLE,
  node: NODE_TABLE,
  input: INPUT_TABLE,
  nodes: NOTHING,
  foreign: NOTHING,
};
