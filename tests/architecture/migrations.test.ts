import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readMigrations } from '#scripts/migrations/files.ts'

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
