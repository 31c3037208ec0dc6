export { newId } from '#lib/ids.ts'
