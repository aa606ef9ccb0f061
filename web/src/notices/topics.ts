/** Topics of notices, in the order pages list them. */
export const TOPICS = ['item', 'report', 'meeting', 'request', 'problem', 'light', 'talk'] as const;
export type TopicKey = (typeof TOPICS)[number];

/** When a topic is sent. */
export const WHENS = ['at_once', 'digest', 'never'] as const;

/** What a channel may carry at most. */
export const LEVELS = ['public', 'internal', 'work_secret'] as const;
