/** The version of the red-flag rules; stored with every flag so that an old finding can be explained. */
export const RULE_SET_VERSION = '1.0'
