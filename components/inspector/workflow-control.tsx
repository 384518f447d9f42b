'use client';
import type { TextField } from '@/core/node-kit/field';
import type { ControlProps } from './simple-controls';
import { WorkflowPicker } from './workflow-picker';

/** A workflow of the tenant that a node runs; the value is its id. */
export function WorkflowControl({ field, binding }: ControlProps<TextField>) {
  return (
    <WorkflowPicker
      value={typeof binding.value === 'string' && binding.value !== '' ? binding.value : null}
      onChange={(id) => binding.set(id ?? undefined)}
      label={field.label}
      testId={binding.testId}
      startedBy="workflow"
      disabled={binding.readOnly}
      isInvalid={binding.problem !== null}
    />
  );
}
