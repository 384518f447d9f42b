import { t } from '../init';
import { list } from './list';

export const auditRouter = t.router({ list });
