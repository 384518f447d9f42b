/** Programs that open every link they see: they make previews and indexes, and mean nothing by it. */
import { UserProblem } from '@/core/errors/app-error';
import type { RouteConfig } from './webhook-route';

/** Parts of names of crawlers, link previewers and scanners of mail. */
const BOT =
  /bot(?![a-z])|crawl|spider|slurp|scrap(?:er|y)|facebookexternalhit|facebookcatalog|meta-external|whatsapp|skypeuripreview|embedly|link-?preview|linkexpanding|slack-imgproxy|vkshare|iframely|bitlybot|outbrain|pinterest\/|quora link|redditbot|mediapartners|google-read-aloud|google-inspectiontool|bingpreview|yahoo! |headlesschrome|lighthouse|w3c_validator|archive\.org|barracuda|safelinks/i;
/** Calls by this name are commands and events that somebody meant; its previews have another. */
const MEANT = /^slackbot 1\b/i;
/** Longer names are looked at no further. */
const MAX_NAME = 1000;

/**
 * Refuses bots where the webhook wants none, by the name that they give themselves.
 * @throws UserProblem `webhook.bot-refused` (403).
 */
export function refuseBots(config: RouteConfig | null, userAgent: string | undefined): void {
  if (config?.ignoreBots !== true || userAgent === undefined) return;
  const name = userAgent.slice(0, MAX_NAME);
  if (!BOT.test(name) || MEANT.test(name)) return;
  throw new UserProblem(
    'webhook.bot-refused',
    'This webhook takes no calls from crawlers and link previews. Call it under another User-Agent.',
    { status: 403 },
  );
}
