import { t } from '../init';
import { listen } from './listen';
import { stop } from './stop';

export const webhookTestRouter = t.router({ listen, stop });
