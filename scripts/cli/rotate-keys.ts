/** `rotate-keys`: every stored credential under the first key of HEDDLE_ENCRYPTION_KEYS. May be stopped and run again. */
import { rewrapCredentials } from '@/services/credentials/rewrap-credentials';
import type { Command } from './command';
import { withServices } from './with-services';

export const rotateKeysCommand: Command = {
  usage: '',
  summary: 'wrap every stored credential with the first encryption key',
  example: 'rotate-keys',
  details: [
    ['1.', 'put the new key in front of the old ones in HEDDLE_ENCRYPTION_KEYS and restart Heddle'],
    ['2.', 'run this; when it was stopped, run it again: it goes on where it was'],
    ['3.', 'take the old keys out'],
  ],
  async run() {
    const { rewrapped, keyId } = await withServices((deps) => rewrapCredentials(deps));
    console.log(
      rewrapped === 0
        ? `Every stored credential is wrapped with the key "${keyId}" already.`
        : `Wrapped ${rewrapped} stored ${rewrapped === 1 ? 'credential' : 'credentials'} with the key "${keyId}".`,
    );
  },
};
