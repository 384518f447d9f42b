import { t } from '../init';
import { exportN8n } from './export-n8n';
import { importN8n } from './import-n8n';
import { importWorkflows } from './import-workflows';

export const exchangeRouter = t.router({ importN8n, exportN8n, importWorkflows });
