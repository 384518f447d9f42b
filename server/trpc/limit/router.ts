import { t } from '../init';
import { list } from './list';
import { reset } from './reset';
import { set } from './set';

export const limitRouter = t.router({ list, set, reset });
