import { t } from '../init';
import { accept } from './accept';
import { get } from './get';

export const inviteRouter = t.router({ get, accept });
