import { t } from '../init';
import { list } from './list';
import { me } from './me';
import { revoke } from './revoke';

export const sessionRouter = t.router({ me, list, revoke });
