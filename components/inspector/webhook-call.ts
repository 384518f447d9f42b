/** The lasting address of a webhook node, and a command that calls it. Pure. */
import type { GraphNode } from '@/core/graph/graph';
import type { Json } from '@/core/items/item';

type Parameters = GraphNode['parameters'];

interface Place {
  /** Where others reach this product, no slash at the end. */
  publicUrl: string;
  tenant: string;
}

const textOf = (value: Json | undefined) => (typeof value === 'string' ? value.trim() : '');

/** Where the published workflow is called; null while the node has no path. */
export function webhookAddress(parameters: Parameters, place: Place): string | null {
  const path = textOf(parameters.path);
  return path === '' ? null : `${place.publicUrl}/hooks/${place.tenant}/${path}`;
}

/** Where an editor listens for one call while a test run waits for it; null while the node has no path. */
export function webhookTestAddress(parameters: Parameters, place: Place): string | null {
  const path = textOf(parameters.path);
  return path === '' ? null : `${place.publicUrl}/hooks-test/${place.tenant}/${path}`;
}

/** The parameters with dots for what is secret, for showing the command on a screen. */
export function withHiddenSecrets(parameters: Parameters): Parameters {
  const hidden = (name: string) => (textOf(parameters[name]) === '' ? {} : { [name]: '••••••' });
  return { ...parameters, ...hidden('headerValue'), ...hidden('password') };
}

/** A text that a shell takes as one word, as it stands. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function credentials(parameters: Parameters): string[] {
  switch (parameters.authentication) {
    case 'header': {
      const name = textOf(parameters.headerName) || 'x-webhook-secret';
      return ['-H', quoted(`${name}: ${textOf(parameters.headerValue)}`)];
    }
    case 'basic':
      return ['-u', quoted(`${textOf(parameters.username)}:${textOf(parameters.password)}`)];
    default:
      return [];
  }
}

/** A curl command for the first of the node's methods, with what the node asks a caller to send. */
export function curlCommand(parameters: Parameters, address: string): string {
  const [first] = Array.isArray(parameters.methods) ? parameters.methods : [];
  const method = textOf(first) || 'POST';
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
  const body = hasBody ? ['-H', quoted('content-type: application/json'), '-d', quoted('{}')] : [];
  const how = method === 'HEAD' ? ['-I'] : ['-X', method];
  return ['curl', ...how, quoted(address), ...credentials(parameters), ...body].join(' ');
}
