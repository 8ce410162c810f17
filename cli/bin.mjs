#!/usr/bin/env node
// The installed command: TypeScript is run as it is, by tsx.
import { register } from 'tsx/esm/api'

register()
const { main } = await import('./main.ts')
await main('npx tidemark')
