import { tree, type Messages } from '..'

/** All words of this language, in a chunk of their own. */
export default tree(import.meta.glob<Messages>('./*.json', { eager: true, import: 'default' }))
