import { t } from '../init';
import { events } from './events';

export const liveRouter = t.router({ events });
