'use client';
import type { ReactNode } from 'react';
import type { Field } from '@/core/node-kit/field';
import { droppedPath, isPathDrag } from '@/components/data-view/drag-path';
import { ConditionsControl } from './conditions-control';
import { useField, type FieldBinding } from './field-context';
import { CodeControl, JsonControl, JsonLineControl } from './json-control';
import { KeyValueControl } from './key-value-control';
import { ListControl } from './list-control';
import {
  BooleanControl,
  MultiSelectControl,
  NumberControl,
  SelectControl,
  TextControl,
} from './simple-controls';
import type { FieldControlProps } from './nested-field';
import { TemplateControl } from './template-control';
import { typedValue } from './typed-value';
import { DurationControl } from './duration-control';
import { WorkflowControl } from './workflow-control';

function fixedControl(
  field: Field,
  binding: FieldBinding,
  rest: { inRow: boolean; onExpression?: (text: string) => void },
): ReactNode {
  const { inRow, onExpression } = rest;
  const props = { binding, onExpression };
  switch (field.kind) {
    case 'text':
      return field.picks === 'workflow' ? (
        <WorkflowControl field={field} binding={binding} />
      ) : (
        <TextControl field={field} {...props} />
      );
    case 'number':
      return field.isDuration ? (
        <DurationControl field={field} {...props} />
      ) : (
        <NumberControl field={field} {...props} />
      );
    case 'boolean':
      return <BooleanControl field={field} {...props} />;
    case 'select':
      return <SelectControl field={field} {...props} />;
    case 'multi-select':
      return <MultiSelectControl field={field} {...props} />;
    case 'json':
      return inRow ? <JsonLineControl field={field} {...props} /> : <JsonControl field={field} {...props} />;
    default:
      return null;
  }
}

/** A field that takes no expressions: a path dropped on it would be text that nobody meant. */
function PathsRefused({ children }: { children: ReactNode }) {
  return (
    <div
      onDragOver={(event) => {
        if (isPathDrag(event)) event.dataTransfer.dropEffect = 'none';
      }}
      onDrop={(event) => {
        if (droppedPath(event)) event.preventDefault();
      }}
    >
      {children}
    </div>
  );
}

/** The control of one field, whatever its kind. */
function FieldControl({ field, path, inRow = false }: FieldControlProps) {
  const binding = useField(path);
  switch (field.kind) {
    case 'code':
      return <CodeControl field={field} binding={binding} />;
    case 'list':
      return <ListControl field={field} path={path} binding={binding} />;
    case 'key-value':
      return <KeyValueControl field={field} path={path} binding={binding} />;
    case 'conditions':
      return <ConditionsControl field={field} path={path} binding={binding} />;
    default:
  }
  if (field.expression === 'never')
    return <PathsRefused>{fixedControl(field, binding, { inRow })}</PathsRefused>;
  const isJson = field.kind === 'json';
  return (
    <TemplateControl
      binding={binding}
      label={field.label}
      multiline={(isJson && !inRow) || (field.kind === 'text' && field.multiline === true)}
      placeholder={field.kind === 'text' ? field.placeholder : undefined}
      keepsText={field.kind === 'text' || (isJson && inRow)}
      parse={(text) => typedValue(field, text)}
    >
      {({ onExpression }) => fixedControl(field, binding, { inRow, onExpression })}
    </TemplateControl>
  );
}

/** For `FieldRendererProvider`. */
export function renderField(props: FieldControlProps): ReactNode {
  return <FieldControl {...props} />;
}
