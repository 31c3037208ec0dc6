import type { TestProject } from 'vitest/node'
import { ensureAppLogin } from '#scripts/migrations/app-login.ts'
import { applyMigrations } from '#scripts/migrations/engine.ts'
import { startCluster, throwawayDir } from '#scripts/postgres/cluster.ts'
import { runSql } from '#scripts/postgres/sql.ts'

export const templateName = 'stepwise_template'
export const appPassword = 'test-app-login'

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the cluster's `postgres` database. */
    clusterUrl: string
  }
}

/** One throwaway cluster a run; the migrations are applied once, and every test file clones the result. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster({
    dataDir: throwawayDir('tests'),
    password: 'test-owner',
    durable: false,
    throwaway: true,
  })
  await runSql(cluster.ownerUrl('postgres'), `CREATE DATABASE ${templateName} TEMPLATE template0`)
  await applyMigrations(cluster.ownerUrl(templateName))
  await ensureAppLogin(cluster.ownerUrl(templateName), appPassword)
  project.provide('clusterUrl', cluster.ownerUrl('postgres'))
  return () => cluster.stop()
}
