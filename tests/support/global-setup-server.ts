import type { TestProject } from 'vitest/node'
import { appUrl, jobsUrl } from '#scripts/migrations/app-login.ts'
import { loadDemo } from '#scripts/start/demo.ts'
import { cloneDatabase } from './clone.ts'
import setUpCluster, { appPassword, demoTemplate, jobsPassword, templateName } from './global-setup.ts'
import { startServer } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The built server, on a database with the demo clinic. */
    serverUrl: string
    /** The superuser's address of that server's database. */
    serverOwnerUrl: string
  }
}

/** One cluster and one built server, with the demo clinic, for all browser tests of the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stopCluster = await setUpCluster(project)
  try {
    const { clusterUrl } = project.getProvidedContext()
    const urlOf = (name: string) => Object.assign(new URL(clusterUrl), { pathname: `/${name}` }).toString()
    await cloneDatabase(clusterUrl, demoTemplate, templateName)
    await (await loadDemo())?.seedDemo(urlOf(demoTemplate))
    await cloneDatabase(clusterUrl, 'e2e', demoTemplate)
    const ownerUrl = urlOf('e2e')
    const server = await startServer(appUrl(ownerUrl, appPassword), {
      STEPWISE_JOBS_DATABASE_URL: jobsUrl(ownerUrl, jobsPassword),
    })
    project.provide('serverUrl', server.url)
    project.provide('serverOwnerUrl', ownerUrl)
    return async () => {
      await server.stop()
      await stopCluster()
    }
  } catch (error) {
    await stopCluster()
    throw error
  }
}
