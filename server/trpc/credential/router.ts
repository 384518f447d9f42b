import { t } from '../init';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { list } from './list';
import { update } from './update';
import { usage } from './usage';

export const credentialRouter = t.router({ list, get, create, update, delete: remove, usage });
