/** Answers the SDL of the API schema of a supergraph SDL. Throws when the SDL is not a supergraph. */
export function toApiSchema(supergraphSdl: string): string;
/** Writes the API schema of the supergraph in one file to another, and answers that file's path. */
export function writeApiSchema(options?: { supergraph?: string; target?: string }): string;
