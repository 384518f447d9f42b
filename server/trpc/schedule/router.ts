import { t } from '../init';
import { history } from './history';
import { preview } from './preview';

export const scheduleRouter = t.router({ preview, history });
