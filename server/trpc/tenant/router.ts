import { t } from '../init';
import { create } from './create';
import { get } from './get';
import { update } from './update';

export const tenantRouter = t.router({ get, update, create });
