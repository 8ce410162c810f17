// From here on this thread runs the package's own TypeScript as it is. tsx would obey the tsconfig.json of the folder
// that the command is started in, and take what its cache in the temporary folder holds, which others may write to: it
// is given the package's own tsconfig.json and no cache, so that nothing is run that the package does not hold.
import { fileURLToPath } from 'node:url'

const tsconfig = fileURLToPath(new URL('../../tsconfig.json', import.meta.url))
process.env.TSX_TSCONFIG_PATH = tsconfig
process.env.TSX_DISABLE_CACHE = '1'

const { register } = await import('tsx/esm/api')
register({ tsconfig })
