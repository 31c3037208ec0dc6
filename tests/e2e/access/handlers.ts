import { type PageRow, pages } from './pages.ts'

const everybody = pages['/reset']?.allowed ?? {}

/** Every route handler of the build that answers GET; those that only write stand in writes/handlers.ts. */
export const handlers: Record<string, PageRow> = {
  '/api/health': { at: () => '/api/health', allowed: everybody },
  '/api/ready': { at: () => '/api/ready', allowed: everybody },
  '/api/live': {
    at: () => '/api/live',
    allowed: Object.fromEntries(
      (['physioA', 'physioB', 'admin', 'physioTwo', 'adminTwo'] as const).map((name) => [name, 'ok']),
    ),
    endless: true,
  },
  '/manifest.webmanifest': { at: () => '/manifest.webmanifest', allowed: everybody },
  '/icon.svg': { at: () => '/icon.svg', allowed: everybody },
  '/cases/[caseId]/letters/[letterId]/pdf': {
    at: (w) => `/cases/${w.world.one.a.caseId}/letters/${w.world.one.a.letterId}/pdf`,
    allowed: { physioA: 'ok' },
  },
  '/cases/[caseId]/export': {
    at: (w) => `/cases/${w.world.one.a.caseId}/export`,
    allowed: { physioA: 'ok' },
  },
  '/my/record/export': {
    at: () => '/my/record/export',
    allowed: { patientA: 'ok', patientB: 'ok', patientTwo: 'ok' },
  },
  '/cases/[caseId]/progress/export': {
    at: (w) => `/cases/${w.world.one.a.caseId}/progress/export`,
    allowed: { physioA: 'ok' },
  },
}
