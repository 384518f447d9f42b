/**
 * The table of n8n's node types: each with the versions that are known and its translation. One file for each family.
 * Versions are the highest fraction known of each whole number.
 */
import { CALENDAR_RULES } from './calendar';
import { CODE_RULES } from './code';
import { CONDITION_RULES } from './conditions';
import { DATE_RULES } from './dates';
import { FEED_RULES } from './feeds';
import { FIELD_RULES } from './fields';
import { FILE_RULES } from './files';
import { FLOW_RULES } from './flow';
import { GRAPHQL_RULES } from './graphql';
import { HTTP_RULES } from './http';
import { LIST_RULES } from './lists';
import { MARKUP_RULES } from './markup';
import { MERGE_RULES } from './merge';
import { MOVE_RULES } from './move-binary';
import { OWN_RULES } from './own-nodes';
import type { NodeRule } from './rule';
import { SECURITY_RULES } from './security';
import { SWITCH_RULES } from './switch';
import { TRIGGER_RULES } from './triggers';
import { WEBHOOK_RULES } from './webhook';

const PREFIX = 'n8n-nodes-base.';

const RULES: ReadonlyMap<string, NodeRule> = new Map(
  [
    ...TRIGGER_RULES,
    ...WEBHOOK_RULES,
    ...FLOW_RULES,
    ...CONDITION_RULES,
    ...SWITCH_RULES,
    ...FIELD_RULES,
    ...LIST_RULES,
    ...MERGE_RULES,
    ...HTTP_RULES,
    ...GRAPHQL_RULES,
    ...FEED_RULES,
    ...CODE_RULES,
    ...DATE_RULES,
    ...MARKUP_RULES,
    ...SECURITY_RULES,
    ...FILE_RULES,
    ...MOVE_RULES,
    ...CALENDAR_RULES,
  ].map((rule) => [rule.type, rule]),
);

/** The rule for a type such as `n8n-nodes-base.set`, or undefined. */
export function findRule(type: string): NodeRule | undefined {
  if (type.startsWith(PREFIX)) return RULES.get(type.slice(PREFIX.length));
  return OWN_RULES(type);
}

/** Every rule, for the coverage table. The sticky note, which becomes a note, is not among them. */
export function listRules(): readonly NodeRule[] {
  return [...RULES.values()];
}
