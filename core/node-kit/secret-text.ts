import type { StepContext } from './executor';

/** Where a node says that its secret stands: written in it, in the data, or in the credential of its slot `secret`. */
export async function secretText(
  { secretFrom, secret = '', secretValue }: { secretFrom: string; secret?: string; secretValue: string },
  ctx: Pick<StepContext, 'credential'>,
): Promise<string> {
  if (secretFrom === 'credential') return (await ctx.credential('secret')).secret();
  return secretFrom === 'here' ? secret : secretValue;
}
