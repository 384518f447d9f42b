import { t } from '../init';
import { count } from './count';
import { decide } from './decide';
import { list } from './list';

export const inboxRouter = t.router({ list, count, decide });
