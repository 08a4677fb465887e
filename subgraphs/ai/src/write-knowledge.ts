import { writeFileSync } from 'node:fs';
import { loadKnowledge } from './adapters/knowledge/load-knowledge.ts';

/** The container's build: writes the checkout's knowledge to the named file, beside the bundle that has no checkout. */
const [file] = process.argv.slice(2);
if (!file) throw new Error('name the file to write');
const { drafts } = await loadKnowledge(new URL('../', import.meta.url));
writeFileSync(file, JSON.stringify(drafts));
