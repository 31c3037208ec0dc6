export type TeamRow = { id: string; accountId: string; role: 'lead' | 'member' }
export type TeamWish = { leadId: string; memberIds: readonly string[] }

/** Changes with every change of the team: what a page shows is checked against it before it is saved. */
export const teamToken = (rows: readonly { id: string }[]): string =>
  rows
    .map((row) => row.id)
    .sort()
    .join(' ')

/** Which rows end and which begin. A change of role is both, because a row keeps what it was written as. */
export function teamChange(
  rows: readonly TeamRow[],
  wish: TeamWish,
): { remove: TeamRow[]; add: { accountId: string; role: 'lead' | 'member' }[] } {
  const wanted = new Map<string, 'lead' | 'member'>(wish.memberIds.map((id) => [id, 'member']))
  wanted.set(wish.leadId, 'lead')
  const kept = rows.filter((row) => wanted.get(row.accountId) === row.role)
  return {
    remove: rows.filter((row) => !kept.includes(row)),
    add: [...wanted]
      .filter(([accountId]) => !kept.some((row) => row.accountId === accountId))
      .map(([accountId, role]) => ({ accountId, role })),
  }
}
