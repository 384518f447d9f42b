import { t } from '../init';
import { cancel } from './cancel';
import { decide } from './decide';
import { get } from './get';
import { getGraph } from './get-graph';
import { getStep } from './get-step';
import { list } from './list';
import { start } from './start';

export const runRouter = t.router({ start, list, get, getStep, getGraph, cancel, decide });
