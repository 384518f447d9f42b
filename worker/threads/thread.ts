/** A thread of the pool. */
import { jobs } from '@/nodes/jobs.generated';
import { serveJobs } from './serve-jobs';

serveJobs(jobs);
