/** The same engine, steps and nodes as in a run of the product, in this process and with nothing recorded. */
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import { createGuardedHttp } from '@/infra/http/guarded-http';
import { prepareWorkflow } from '@/testing/whole-run/run-workflow';

/** `run` runs the workflow once, with one empty item; it throws where that fails. */
export function prepareUnrecorded(file: PortableWorkflow): { run(): Promise<void>; close(): Promise<void> } {
  const http = createGuardedHttp({ allowOutbound: ['127.0.0.0/8'] });
  const play = prepareWorkflow(file);
  return {
    async run() {
      const { status, error } = await play({ http });
      if (status !== 'succeeded') throw new Error(`a run in memory: ${status} ${error?.message ?? ''}`);
    },
    close: () => http.close(),
  };
}
