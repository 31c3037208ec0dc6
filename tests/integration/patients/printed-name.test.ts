import { beforeAll, describe, expect, it } from 'vitest'
import { changeName } from '#lib/accounts/directory/commands.ts'
import { accountDetail } from '#lib/accounts/directory/queries.ts'
import { Invalid } from '#lib/errors.ts'
import { changePatient } from '#lib/patients/commands.ts'
import { patientDetail } from '#lib/patients/queries.ts'
import { changePatientInput } from '#lib/patients/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const now = new Date()
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl, now)
})

describe('the name on letters', () => {
  it('of a patient is saved beside her name, and refused at its field when it prints as little', async () => {
    const { physioA, a } = world.one
    const read = () => patientDetail(physioA, a.patientId, now)
    const change = async (printedName: string) => {
      const { version, name, dateOfBirth } = await read()
      const [year = '', month = '', day = ''] = dateOfBirth.split('-')
      const birth = { 'dateOfBirth.day': day, 'dateOfBirth.month': month, 'dateOfBirth.year': year }
      const posted = { id: a.patientId, version: `${version}`, fullName: name, ...birth, printedName }
      return changePatient(physioA, changePatientInput.parse(posted))
    }
    await change('Wang Mei')
    expect((await read()).printedName).toBe('Wang Mei')
    await expect(change('王美')).rejects.toMatchObject({ fieldErrors: { printedName: [expect.any(String)] } })
    expect((await read()).printedName).toBe('Wang Mei')
    await change('')
    expect((await read()).printedName).toBeNull()
  })

  it('leaves what a page from before did not send as it is: how she is called, and her zone', async () => {
    const { physioA, a } = world.one
    const change = async (sent: object) => {
      const { version, name, dateOfBirth } = await patientDetail(physioA, a.patientId, now)
      const [year = '', month = '', day = ''] = dateOfBirth.split('-')
      const birth = { 'dateOfBirth.day': day, 'dateOfBirth.month': month, 'dateOfBirth.year': year }
      const posted = Object.assign({ id: a.patientId, version: `${version}`, fullName: name }, birth, sent)
      await changePatient(physioA, changePatientInput.parse(posted))
      const { preferredName, timeZone } = await patientDetail(physioA, a.patientId, now)
      return { preferredName, timeZone }
    }
    const both = { preferredName: 'Mei', timeZone: 'Asia/Kathmandu' }
    expect(await change(both)).toEqual(both)
    expect(await change({})).toEqual(both)
    expect(await change({ preferredName: ' ', timeZone: '' })).toEqual({
      preferredName: null,
      timeZone: null,
    })
  })

  it('of somebody of the staff is an admin’s to write', async () => {
    const { admin, physioB } = world.one
    const { accountId } = physioB
    const { version, name } = await accountDetail(admin, accountId, now)
    await expect(changeName(admin, { accountId, version, name, printedName: 'สมชาย' })).rejects.toThrow(
      Invalid,
    )
    await changeName(admin, { accountId, version, name, printedName: 'Somchai' })
    expect(await accountDetail(admin, accountId, now)).toMatchObject({ name, printedName: 'Somchai' })
  })
})
