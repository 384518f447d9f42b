import { NODE_TYPE_ROUTES } from './node-type-routes';
import type { AnyRestRoute } from './route';
import { RUN_ROUTES } from './run-routes';
import { WORKFLOW_ROUTES } from './workflow-routes';

/** Every call of `/api/v1`. */
export const REST_ROUTES: readonly AnyRestRoute[] = [...WORKFLOW_ROUTES, ...RUN_ROUTES, ...NODE_TYPE_ROUTES];
