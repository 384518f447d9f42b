import { expect, it } from 'vitest';
import {
  isNarrowed,
  NO_WORKFLOW_FILTERS,
  parseWorkflowFilters,
  workflowQueryOf,
  writeWorkflowFilters,
} from './workflow-filters';

const parse = (query: string) => parseWorkflowFilters(new URLSearchParams(query));

it('goes through the address and back', () => {
  const query = 'state=changed&runs=failing&sort=name&q=order+7';
  expect(writeWorkflowFilters(parse(query))).toBe(query);
  expect(writeWorkflowFilters(NO_WORKFLOW_FILTERS)).toBe('');
});

it('leaves out what means nothing', () => {
  expect(parse('state=lost&runs=fine&sort=size&q=')).toEqual(NO_WORKFLOW_FILTERS);
});

it('is narrowed by filters, not by its order', () => {
  expect(isNarrowed(parse('sort=name'))).toBe(false);
  expect(['q=a', 'state=draft', 'runs=failing'].map((query) => isNarrowed(parse(query)))).toEqual([
    true,
    true,
    true,
  ]);
});

it('asks for nothing that is not filtered', () => {
  expect(workflowQueryOf(NO_WORKFLOW_FILTERS)).toEqual({});
  expect(workflowQueryOf(parse('state=published&runs=failing&sort=name&q=%20x%20'))).toEqual({
    search: 'x',
    state: 'published',
    failing: true,
    sort: 'name',
  });
});
