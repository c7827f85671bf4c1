/** The commands that a private chat's menu offers, in its order. */
export const PRIVATE_COMMANDS = ['ask', 'latest', 'timeline', 'sources', 'verify', 'language', 'help', 'about', 'forget'] as const;

/** A group's menu: there the bot answers no other bare command. */
export const GROUP_COMMANDS = ['ask'] as const;
