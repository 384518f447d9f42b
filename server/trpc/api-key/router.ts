import { t } from '../init';
import { create } from './create';
import { list } from './list';
import { revoke } from './revoke';

export const apiKeyRouter = t.router({ list, create, revoke });
