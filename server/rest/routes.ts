import { CREDENTIAL_ROUTES } from './credential-routes';
import { DEAD_LETTER_ROUTES } from './dead-letter-routes';
import { IMPORT_ROUTES } from './import-routes';
import { LEDGER_ROUTES } from './ledger-routes';
import { LIMIT_ROUTES } from './limit-routes';
import { NODE_TYPE_ROUTES } from './node-type-routes';
import type { AnyRestRoute } from './route';
import { RUN_AGAIN_ROUTES } from './run-again-routes';
import { RUN_ROUTES } from './run-routes';
import { RUN_STEERING_ROUTES } from './run-steering-routes';
import { SCHEDULE_ROUTES } from './schedule-routes';
import { TEMPLATE_ROUTES } from './template-routes';
import { VERSION_ROUTES } from './version-routes';
import { WORKFLOW_ROUTES } from './workflow-routes';

/** Every call of `/api/v1`. */
export const REST_ROUTES: readonly AnyRestRoute[] = [
  ...WORKFLOW_ROUTES,
  ...IMPORT_ROUTES,
  ...VERSION_ROUTES,
  ...RUN_ROUTES,
  ...RUN_AGAIN_ROUTES,
  ...LEDGER_ROUTES,
  ...DEAD_LETTER_ROUTES,
  ...RUN_STEERING_ROUTES,
  ...SCHEDULE_ROUTES,
  ...TEMPLATE_ROUTES,
  ...CREDENTIAL_ROUTES,
  ...LIMIT_ROUTES,
  ...NODE_TYPE_ROUTES,
];
