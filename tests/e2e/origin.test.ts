import { afterEach, describe, expect, it } from 'vitest'
import { type ActionCall, callAction, type Fields } from '#tests/support/actions.ts'
import { endpoints } from '#tests/support/manifest.ts'
import { type ActorName, type WorldServer, worldServer } from '#tests/support/world-server.ts'

/** A write counts only from our own pages. The same call with the right `Origin` works, which shows that it is a real one. */
const w = await worldServer()
afterEach(() => w.snapshot.restore())

type Write = {
  action: string
  at: (w: WorldServer) => string
  actor: ActorName
  fields: (w: WorldServer) => Fields
}

const account = (w: WorldServer) => `/admin/accounts/${w.world.one.physioB.accountId}`
const writes: Write[] = [
  {
    action: 'lib/accounts/directory/actions.ts#suspendAccountAction',
    at: account,
    actor: 'admin',
    fields: (w) => ({ accountId: w.world.one.physioB.accountId }),
  },
  {
    action: 'lib/accounts/directory/actions.ts#inviteStaffAction',
    at: account,
    actor: 'admin',
    fields: () => ({ name: 'Nora Neu', email: 'nora.neu@example.invalid', roles: 'physio' }),
  },
  {
    action: 'lib/patients/actions.ts#sendIntakeLinkAction',
    at: (w) => `/patients/${w.world.one.waiting.patientId}`,
    actor: 'physioA',
    fields: (w) => ({ patientId: w.form.patientId, how: 'print' }),
  },
  {
    action: 'lib/programs/actions.ts#pauseProgramAction',
    at: (w) => `/cases/${w.world.one.a.caseId}/program`,
    actor: 'physioA',
    fields: (w) => ({ caseId: w.world.one.a.caseId, reason: 'Away for a week' }),
  },
]

function callOf(write: Write, origin?: string | null): ActionCall {
  const found = endpoints().actions.find((action) => action.name === write.action)
  if (!found) throw new Error(`${write.action} is not in the build`)
  return {
    url: w.server.url + write.at(w),
    id: found.id,
    fields: write.fields(w),
    cookie: w.cookies[write.actor],
    ...(origin === undefined ? {} : { origin }),
  }
}

describe.each(writes)('$action', (write) => {
  it('works from our own page', async () => {
    const { result, location } = await callAction(callOf(write))
    expect(location ?? result?.status, JSON.stringify(result)).toBe(location ?? 'ok')
    expect(await w.snapshot.changed()).not.toEqual([])
  })

  it.each([
    ['a foreign page', 'https://elsewhere.example'],
    ['a page that hides itself', 'null'],
    ['nowhere', null],
  ])('changes nothing from %s', async (_from, origin) => {
    const { result } = await callAction(callOf(write, origin))
    expect(result?.status).not.toBe('ok')
    expect(await w.snapshot.changed()).toEqual([])
  })
})
