import { t } from '../init';
import { discard } from './discard';
import { groups } from './groups';
import { list } from './list';
import { resume } from './resume';
import { retry } from './retry';

export const deadLetterRouter = t.router({ list, groups, resume, retry, discard });
