/** Files of settings that a service puts into its container. */
import { itemsAt, textAt } from '../tree.ts'
import type { Service, Written } from './services.ts'

/** A file of settings of a broker, or the folder in which an image looks for one. */
const OF_SETTINGS =
  /(server|broker|kraft|kafka|controller)[\w.-]*\.properties$|^\/mnt\/shared\/config\/?$|\/kafka\/conf(ig)?\/?$/

/** Is this the path of one, in a container? */
export function isOfSettings(path: string): boolean {
  return OF_SETTINGS.test(path)
}

/** The volumes that bring a broker's .properties file, in the short form and the long one. */
export function mountedFilesOf({ layers }: Service): readonly Written[] {
  return layers.flatMap(({ source, tree }) =>
    itemsAt(tree, 'volumes').flatMap((item) => {
      const target = item.kind === 'text' ? item.text.split(':')[1] : textAt(item, 'target')
      if (target === undefined || !isOfSettings(target)) return []
      return [{ text: target, origin: { file: source.file, line: item.line, key: 'volumes' } }]
    }),
  )
}
