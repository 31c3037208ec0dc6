/** How long a link works: seven days to accept an invitation, an hour to choose a new password. */
export const tokenMinutes = { invitation: 7 * 24 * 60, password_reset: 60 } as const
