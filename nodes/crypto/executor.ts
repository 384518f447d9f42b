import { createHash, createHmac } from 'node:crypto';
import { copyJson, setField } from '@/core/items/field-path';
import type { ExecutorFor, StepContext } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { fileOf } from '@/core/node-kit/item-file';
import { secretText } from '@/core/node-kit/secret-text';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { Item } from '@/core/items/item';
import type { definition } from './definition';
import { randomText } from './random-text';
import { createSigner, privateKey } from './sign';

type CryptoParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, parameters }, ctx) {
    const path = writablePath(parameters.outputField);
    const text = await calculate(item, parameters, ctx);
    const json = copyJson(item.json);
    setField(json, path, text);
    return { json, ...(item.binary ? { binary: item.binary } : {}) };
  },
};

async function calculate(item: Item, parameters: CryptoParameters, ctx: StepContext): Promise<string> {
  const { operation, algorithm, encoding } = parameters;
  if (operation === 'generate') return randomText(parameters.kind, parameters.length, ctx);
  if (operation === 'sign') {
    const signer = createSigner(parameters.signAlgorithm, privateKey(await secretOf(parameters, ctx)));
    await feed(signer, { item, parameters }, ctx);
    return signer.end(encoding);
  }
  const hash =
    operation === 'hash' ? createHash(algorithm) : createHmac(algorithm, await secretOf(parameters, ctx));
  await feed({ update: (piece) => void hash.update(piece) }, { item, parameters }, ctx);
  return hash.digest(encoding);
}

/** Files go by in pieces: they need not fit into memory. */
async function feed(
  sink: { update(piece: Uint8Array): void },
  { item, parameters }: { item: Item; parameters: CryptoParameters },
  ctx: StepContext,
): Promise<void> {
  if (parameters.source === 'text') return sink.update(Buffer.from(parameters.value));
  for await (const piece of ctx.files.open(fileOf(item, parameters.file))) sink.update(piece);
}

async function secretOf(parameters: CryptoParameters, ctx: StepContext): Promise<string> {
  const text = await secretText(parameters, ctx);
  if (text !== '') return text;
  throw NodeFailure.final(
    'crypto.no-secret',
    'There is no secret. Write one, or name the field that has it.',
  );
}
