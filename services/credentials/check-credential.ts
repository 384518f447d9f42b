/** What a person gave for a credential, checked for the services that store it. */
import { readHost } from '@/core/credentials/hosts';
import { type CredentialKind, kindInfo } from '@/core/credentials/kinds';
import { readFields, type FieldFault, type FieldValues } from '@/core/credentials/read-fields';
import { UserProblem } from '@/core/errors/app-error';

const RULES: Readonly<Record<FieldFault['rule'], string>> = {
  required: 'is missing',
  'too-long': 'is too long',
  form: 'does not have the form it needs',
  option: 'is none of the values it may have',
  unknown: 'is nothing that this kind of credential has',
};

/** Open and secret values. @throws UserProblem `credential.invalid` that names the field. */
export function demandFields(kind: CredentialKind, given: FieldValues, stored?: FieldValues) {
  const read = readFields(kind, given, stored);
  if (read.ok) return read;
  const { field, rule } = read.fault;
  throw new UserProblem('credential.invalid', `The value "${field}" ${RULES[rule]}.`, {
    status: 422,
    details: { field, rule, fields: kindInfo(kind).fields.map(({ name }) => name) },
  });
}

/** Hosts as they are kept, each once. @throws UserProblem `credential.bad-host`. */
export function demandHosts(kind: CredentialKind, hosts: readonly string[]): string[] {
  if (!kindInfo(kind).travels) return [];
  const read = hosts.map((text) => {
    const host = readHost(text);
    if (host !== null) return host;
    throw new UserProblem(
      'credential.bad-host',
      `"${text.slice(0, 100)}" is no host. Write a name such as api.example.com, with a port where it is an unusual one, or *.example.com for everything below it.`,
      { status: 422, details: { host: text.slice(0, 100) } },
    );
  });
  return [...new Set(read)];
}
