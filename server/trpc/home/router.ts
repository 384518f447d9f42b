import { t } from '../init';
import { get } from './get';

export const homeRouter = t.router({ get });
