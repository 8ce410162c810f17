// A worker begins here: TypeScript is run as it is, by tsx.
import { register } from 'tsx/esm/api'

register()
const { work } = await import('./work.ts')
work()
