import { t } from '../init';
import { list } from './list';
import { listOfRun } from './list-of-run';

export const receiptRouter = t.router({ list, listOfRun });
