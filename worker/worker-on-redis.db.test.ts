/** Everything that a worker does, with Redis between the processes. */
import { onRedis } from '@/testing/redis/use-redis';

await onRedis('a worker on Redis', () => import('./worker.db.test'));
