import { t } from '../init';
import { get } from './get';

export const healthRouter = t.router({ get });
