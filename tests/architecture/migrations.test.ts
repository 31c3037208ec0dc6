import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { type LockRow, locksSql, lockText } from '#lib/db/locks.ts'
import { nextStamp, readMigrations } from '#scripts/migrations/files.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { templateName } from '#tests/support/global-setup.ts'

test('a migration that was committed stays as it is: databases have it already', async () => {
  const sums = readMigrations().migrationDirectories.map(({ path, migrationFile: { content } }) => {
    const sql = content.tag === 'ok' ? content.value : ''
    return `${createHash('sha256').update(sql).digest('hex')}  ${path}\n`
  })
  await expect(
    sums.join(''),
    'Mend it with a new migration. A new one is added with: npx vitest run -u tests/architecture/migrations.test.ts',
  ).toMatchFileSnapshot('migrations.sha256')
})

test('the locks that a server looks for are those that the migrations make', async () => {
  const url = Object.assign(new URL(inject('clusterUrl')), { pathname: `/${templateName}` }).toString()
  const lines = (await runSql<LockRow>(url, locksSql)).map(lockText).sort()
  await expect(
    `${lines.join('\n')}\n`,
    'Look at what is gone and what is new, then: npx vitest run -u --project architecture tests/architecture/migrations.test.ts',
  ).toMatchFileSnapshot('../../prisma/migrations/locks.txt')
})

const names = readMigrations().migrationDirectories.map(({ path }) => path)

test('a new migration comes after those that databases have already', () => {
  const known = readFileSync('tests/architecture/migrations.sha256', 'utf8')
    .split('\n')
    .flatMap((line) => line.split('  ')[1] ?? [])
  const last = known.at(-1) ?? ''
  expect(names.filter((name) => !known.includes(name) && name < last)).toEqual([])
  for (const now of [new Date(0), new Date('2200-01-01T00:00:00Z')])
    expect(names.filter((name) => name > nextStamp(now))).toEqual([])
})
