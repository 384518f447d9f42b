/** Names that people know from n8n and that are not available here: understood, placed and explained instead of unknown. */
import type { ScopeName } from './scope-name';

function unsupported(name: string, instead: string): ScopeName {
  return { name, signature: 'not supported', doc: `Not supported. ${instead}`, refused: instead };
}

const PARAMETERS =
  'The settings of a node have other names here. Write the value itself, or keep it in a field.';
const CODE_ONLY = 'Use a Code node.';

export const UNSUPPORTED_NAMES: readonly ScopeName[] = [
  unsupported(
    '$env',
    'The settings of the machine cannot be read. Keep the value in a variable or a credential.',
  ),
  unsupported('$secrets', 'Secrets are used by credentials alone and never read by expressions.'),
  unsupported('$credentials', 'Secrets are used by credentials alone and never read by expressions.'),
  unsupported('$fromAI', 'No model fills in fields here. Write the value, or read it from the data.'),
  unsupported('$parameter', PARAMETERS),
  unsupported('$self', PARAMETERS),
  unsupported('$agentInfo', 'There are no agents here.'),
  unsupported('$tool', 'There are no agents here.'),
  unsupported('$webhookId', 'Read the address from the data of the trigger.'),
  unsupported('$evaluateExpression', CODE_ONLY),
  unsupported('$getWorkflowStaticData', CODE_ONLY),
];
