import type { DocumentNode } from 'graphql';
import { selectedOperation } from '../authentication/selected-root-fields.ts';
import type { CheckLimits } from '../execution/graph-options.ts';
import type { Caller, GraphQLRequest } from '../pipeline.ts';
import { checkRequestSize } from './check-request-size.ts';
import { type CostRules, readCostRules } from './cost-rules.ts';
import { createCostBuckets } from './create-cost-buckets.ts';
import { estimateCost } from './estimate-cost.ts';
import type { LimitsProfile } from './limits-profile.ts';
import { type DocumentMeasure, measureDocument } from './measure-document.ts';
import { requireWithin } from './require-within.ts';

/** The limits of one router. */
export type Limits = {
  readonly profile: LimitsProfile;
  /** Before parsing: bytes and nesting. Throws AppError LIMIT_EXCEEDED. */
  admit(request: GraphQLRequest, caller: Pick<Caller, 'viewer'>): void;
  /**
   * After parsing and before validation, for one supergraph: sizes of the document, cost, buckets.
   * The hook throws AppError LIMIT_EXCEEDED or RATE_LIMITED.
   */
  checkLimitsOf(supergraphSdl: string): CheckLimits;
};

/** Makes the limits of a profile; buckets live as long as this object. `now` is in milliseconds. */
export function createLimits(profile: LimitsProfile, now = Date.now): Limits {
  const charge = createCostBuckets(profile.buckets, now);
  const measures = new WeakMap<DocumentNode, DocumentMeasure>();
  const measureOf = (document: DocumentNode) => {
    const measure = measures.get(document) ?? measureDocument(document);
    measures.set(document, measure);
    return measure;
  };
  return {
    profile,
    admit: (request, caller) => checkRequestSize(request, caller, profile),
    checkLimitsOf(supergraphSdl) {
      const rules = Number.isFinite(profile.cost) ? readCostRules(supergraphSdl) : null;
      return (document, _schema, caller, request) => {
        checkMeasure(measureOf(document), profile);
        const cost = rules ? costOf(document, request, rules) : 0;
        requireWithin('cost', cost, profile.cost, 'estimated cost');
        charge(caller, cost);
      };
    },
  };
}

function checkMeasure(measure: DocumentMeasure, profile: LimitsProfile): void {
  const { expandedSelections, introspectionDepth, introspectionRoots } = measure;
  requireWithin('expandedSelections', expandedSelections, profile.expandedSelections, 'selections');
  requireWithin('fragments', measure.fragments, profile.fragments, 'fragments');
  requireWithin('directives', measure.directives, profile.directives, 'directives');
  requireWithin('rootFields', measure.rootFields, profile.rootFields, 'root fields');
  requireWithin('aliases', measure.aliases, profile.aliases, 'aliases');
  requireWithin('depth', measure.depth, profile.depth, 'levels of fields');
  const levels = 'levels of introspection';
  requireWithin('introspectionDepth', introspectionDepth, profile.introspectionDepth, levels);
  const roots = 'introspection root fields';
  requireWithin('introspectionRoots', introspectionRoots, profile.introspectionRoots, roots);
}

function costOf(document: DocumentNode, request: GraphQLRequest, rules: CostRules): number {
  const operation = selectedOperation(document, request.operationName);
  return operation ? estimateCost(document, operation, rules, request.variables ?? {}) : 0;
}
