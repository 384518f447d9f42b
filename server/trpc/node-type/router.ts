import { t } from '../init';
import { list } from './list';

export const nodeTypeRouter = t.router({ list });
