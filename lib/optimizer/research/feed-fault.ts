/** Why a feed could not be read, in words for whoever turned it on. */
export class FeedFault extends Error {}
