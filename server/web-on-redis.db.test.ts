/** Everything that the web process does for callers and watchers, with Redis between the processes. */
import { onRedis } from '@/testing/redis/use-redis';

await onRedis('the web process on Redis', async () => {
  await import('./web.db.test');
  await import('./hooks/hooks.db.test');
});
