import { t } from '../init';
import { complete } from './complete';
import { status } from './status';

export const setupRouter = t.router({ status, complete });
