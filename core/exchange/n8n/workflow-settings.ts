/** What n8n says about a workflow as a whole. */
import { DateTime } from 'luxon';
import type { WorkflowSettings } from '@/core/contracts/portable-workflow';
import { toStorableText } from '@/core/graph/inspect-input';
import type { Remark } from './report';
import { own } from './safe-value';

const MAX_NAME = 200;

/**
 * The settings as ours. Without an order, n8n's old one counts, as in n8n; a selection of nodes has no settings at all,
 * and goes into a workflow of today.
 */
export function translateWorkflowSettings(value: unknown, tell: (remark: Remark) => void): WorkflowSettings {
  const isNew = value === undefined || own(value, 'executionOrder') === 'v1';
  if (!isNew) tell({ code: 'workflow.order-levels', values: {} });
  const errorWorkflow = own(value, 'errorWorkflow');
  if (typeof errorWorkflow === 'string' && errorWorkflow !== '' && errorWorkflow !== 'DEFAULT') {
    tell({ code: 'workflow.error-workflow', values: { id: toStorableText(errorWorkflow.slice(0, 100)) } });
  }
  return {
    timezone: zoneOf(own(value, 'timezone'), tell),
    order: isNew ? 'branches' : 'levels',
    errorWorkflow: null,
    timeoutMs: timeoutOf(own(value, 'executionTimeout'), tell),
    concurrency: null,
    save: saveOf(own(value, 'saveDataSuccessExecution'), own(value, 'saveDataErrorExecution')),
  };
}

/** The name of the workflow, or one for a file without. */
export function workflowName(value: unknown, tell: (remark: Remark) => void): string {
  const name = typeof value === 'string' ? toStorableText(value).trim() : '';
  if (name.length > MAX_NAME) tell({ code: 'workflow.name-cut', values: { limit: MAX_NAME } });
  return toStorableText(name.slice(0, MAX_NAME)) || 'Imported workflow';
}

function zoneOf(value: unknown, tell: (remark: Remark) => void): string {
  if (typeof value !== 'string' || value === '' || value === 'DEFAULT') return 'UTC';
  if (value.length <= 64 && DateTime.utc().setZone(value).isValid) return value;
  tell({ code: 'workflow.timezone', values: { zone: toStorableText(value.slice(0, 100)) } });
  return 'UTC';
}

/** n8n counts seconds; -1 is none. */
function timeoutOf(value: unknown, tell: (remark: Remark) => void): number | null {
  if (value === undefined || value === null || value === -1) return null;
  const ms = typeof value === 'number' ? Math.round(value * 1000) : NaN;
  if (Number.isSafeInteger(ms) && ms > 0) return ms;
  tell({ code: 'workflow.timeout', values: {} });
  return null;
}

function saveOf(success: unknown, failure: unknown): WorkflowSettings['save'] {
  if (success !== 'none') return 'all';
  return failure === 'none' ? 'none' : 'failures';
}
