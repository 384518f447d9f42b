/** The bundled templates, in the order in which they are offered. Checked when they are first asked for. */
import { templateManifestSchema, type TemplateManifest } from '@/core/contracts/template';
import { portableWorkflowSchema, type Graph } from '@/core/contracts/portable-workflow';
import checkAndAnswer from './check-and-answer/template.json';
import checkAndAnswerWorkflow from './check-and-answer/workflow.json';
import cleanCustomerList from './clean-customer-list/template.json';
import cleanCustomerListWorkflow from './clean-customer-list/workflow.json';
import compareTwoLists from './compare-two-lists/template.json';
import compareTwoListsWorkflow from './compare-two-lists/workflow.json';
import triageOrders from './triage-orders/template.json';
import triageOrdersWorkflow from './triage-orders/workflow.json';
import workInBatches from './work-in-batches/template.json';
import workInBatchesWorkflow from './work-in-batches/workflow.json';

export interface Template {
  manifest: TemplateManifest;
  graph: Graph;
}

const FILES: readonly (readonly [manifest: unknown, workflow: unknown])[] = [
  [cleanCustomerList, cleanCustomerListWorkflow],
  [triageOrders, triageOrdersWorkflow],
  [compareTwoLists, compareTwoListsWorkflow],
  [checkAndAnswer, checkAndAnswerWorkflow],
  [workInBatches, workInBatchesWorkflow],
];

let loaded: readonly Template[] | undefined;

/** Every template. The graphs are shared: copy before changing. */
export function listTemplates(): readonly Template[] {
  return (loaded ??= FILES.map(([manifest, workflow]) => ({
    manifest: templateManifestSchema.parse(manifest),
    graph: portableWorkflowSchema.parse(workflow),
  })));
}

/** The template of that slug, or undefined. */
export function findTemplate(slug: string): Template | undefined {
  return listTemplates().find(({ manifest }) => manifest.slug === slug);
}
