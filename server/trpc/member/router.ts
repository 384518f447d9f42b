import { t } from '../init';
import { invite } from './invite';
import { list } from './list';
import { remove } from './remove';
import { updateRole } from './update-role';

export const memberRouter = t.router({ list, invite, updateRole, remove });
