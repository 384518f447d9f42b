/**
 * Who may do what: one literal table, read by the server, the API and the browser alike.
 */

export const ROLES = ['owner', 'admin', 'developer', 'operator', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  'workflow:read',
  'workflow:write',
  'workflow:publish',
  'workflow:delete',
  'run:read',
  'run:start',
  'run:cancel',
  'run:decide',
  'credential:read',
  'credential:use',
  'credential:write',
  'member:read',
  'member:write',
  'api-key:read',
  'api-key:write',
  'tenant:read',
  'tenant:write',
  'audit:read',
  'health:read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const VIEWER: readonly Permission[] = [
  'tenant:read',
  'workflow:read',
  'run:read',
  'member:read',
  'credential:read',
];
const OPERATOR: readonly Permission[] = [...VIEWER, 'run:start', 'run:cancel', 'run:decide'];
const DEVELOPER: readonly Permission[] = [
  ...OPERATOR,
  'workflow:write',
  'workflow:publish',
  'workflow:delete',
  'credential:use',
  'credential:write',
];
const ADMIN: readonly Permission[] = [
  ...DEVELOPER,
  'member:write',
  'api-key:read',
  'api-key:write',
  'tenant:write',
  'audit:read',
  'health:read',
];

/** The permissions of each role. `owner` differs from `admin` in that only an owner may name or remove owners. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: ADMIN,
  developer: DEVELOPER,
  operator: OPERATOR,
  viewer: VIEWER,
};

/** Who acts: a role, narrowed by the scopes of an API key where one is used. */
export interface Subject {
  role: Role;
  /** Absent = everything the role may do. */
  scopes?: readonly Permission[];
}

/** What it is about; `projectId` narrows once projects have members of their own. */
export interface AccessResource {
  projectId?: string;
}

/** True when the subject may do this. Unknown roles may do nothing. */
export function can(subject: Subject, permission: Permission, _resource: AccessResource = {}): boolean {
  const allowed =
    Object.hasOwn(ROLE_PERMISSIONS, subject.role) && ROLE_PERMISSIONS[subject.role].includes(permission);
  return allowed && (subject.scopes === undefined || subject.scopes.includes(permission));
}
