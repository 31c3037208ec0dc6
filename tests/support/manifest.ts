import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { testDist } from './server.ts'

/** What the build says can be reached from outside: the two manifests that Next itself routes by. */
export type Endpoints = {
  /** Addresses with their parameters in brackets: `/cases/[caseId]/progress`. */
  pages: string[]
  handlers: string[]
  actions: ServerAction[]
}

export type ServerAction = {
  id: string
  /** `lib/patients/actions.ts#addPatientAction` */
  name: string
  /** Addresses of the pages that carry it. */
  pages: string[]
}

const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(testDist(), ...path), 'utf8')) as T

type References = Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>

export function endpoints(): Endpoints {
  const routes = read<Record<string, string>>('app-path-routes-manifest.json')
  const references = read<{ node: References; edge: References }>('server', 'server-reference-manifest.json')
  // A slot has the addresses of the pages that it stands beside.
  const addresses = (suffix: string) =>
    [
      ...new Set(
        Object.entries(routes)
          .filter(([file]) => file.endsWith(suffix))
          .map(([, address]) => address),
      ),
    ].sort()
  return {
    pages: addresses('/page').filter((address) => !address.startsWith('/_')),
    handlers: addresses('/route'),
    actions: Object.entries({ ...references.node, ...references.edge })
      .map(([id, reference]) => ({
        id,
        name: `${reference.filename}#${reference.exportedName}`,
        pages: Object.keys(reference.workers)
          .map((worker) => routes[worker.replace(/^app/, '')])
          .filter((address) => address !== undefined)
          .sort(),
      }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  }
}
