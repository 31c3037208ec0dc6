/** Where people reach this Stepwise as it was set (STEPWISE_URL), without a slash at the end; null when it was not. */
export const configuredUrl = (): string | null => process.env.STEPWISE_URL?.replace(/\/+$/, '') || null

const onThisMachine = (): string => `http://127.0.0.1:${process.env.PORT ?? 3000}`

/** The same for work that nobody's request began, whose links are for staff and for patients who sign in; else the address on this machine. */
export const ownUrl = (): string => configuredUrl() ?? onThisMachine()
