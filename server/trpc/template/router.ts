import { t } from '../init';
import { install } from './install';
import { list } from './list';

export const templateRouter = t.router({ list, install });
