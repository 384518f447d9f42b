/** The audit log: what is written into it, what a list of it is narrowed to, and how an entry is shown. */
import { z } from 'zod';
import { instantSchema } from './instant';
import { storable } from './storable-text';

/** Everything that is recorded, as noun and verb. Names are only ever added: entries are kept for good. */
export const AUDIT_ACTIONS = [
  'workflow.create',
  'workflow.publish',
  'workflow.rename',
  'workflow.duplicate',
  'workflow.delete',
  'workflow.replace-draft',
  'workflow.restore-version',
  'workflow.tag-version',
  'workflow.untag-version',
  'template.install',
  'run.cancel',
  'run.pause',
  'run.continue',
  'run.resume',
  'run.retry',
  'run.signal',
  'run.decide',
  'dead-letter.retry',
  'dead-letter.discard',
  'credential.create',
  'credential.update',
  'credential.delete',
  'member.invite',
  'member.join',
  'member.update-role',
  'member.remove',
  'api-key.create',
  'api-key.revoke',
  'limit.set',
  'limit.reset',
  'tenant.create',
  'tenant.update',
  'setup.complete',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

type NounOf<A> = A extends `${infer N}.${string}` ? N : never;
export type AuditNoun = NounOf<AuditAction>;

/** What was changed, in the order of the actions. */
export const AUDIT_NOUNS = [...new Set(AUDIT_ACTIONS.map(nounOf))];

/** The noun of an action. */
export function nounOf(action: AuditAction): AuditNoun {
  const [noun] = action.split('.');
  return noun as AuditNoun; // every action has the form `noun.verb`
}

/** An action, or a noun for everything that was done to its kind. */
const AUDIT_KINDS = [...AUDIT_NOUNS, ...AUDIT_ACTIONS];
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** The kind of that name, or undefined. */
export function findAuditKind(name: string | null): AuditKind | undefined {
  return AUDIT_KINDS.find((kind) => kind === name);
}

export const auditFilterShape = {
  /** Id of a person or of an API key, or `system`. */
  actor: storable(z.string().min(1).max(64)).optional(),
  action: z.enum(AUDIT_KINDS).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  /** Part of a name that something is called today, of the action, of an id or of a detail. */
  text: storable(z.string().max(200)).optional(),
};

export const auditEntryViewSchema = z.object({
  id: z.string(),
  at: z.string(),
  actorKind: z.enum(['user', 'api-key', 'system']),
  actorId: z.string(),
  /** What an API key is called; null for everybody else: people are found among the members. */
  actorName: z.string().nullable(),
  action: z.string(),
  targetKind: z.string().nullable(),
  targetId: z.string().nullable(),
  /** What the target is called today; null for what has no name, or is gone. */
  targetName: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntryView = z.output<typeof auditEntryViewSchema>;
