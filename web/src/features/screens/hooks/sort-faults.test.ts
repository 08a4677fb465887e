import { describe, expect, it } from '@jest/globals';
import { sortFaults } from './sort-faults.ts';

const fields = [{ name: 'text' }, { name: 'price' }];

describe('sortFaults', () => {
  it('puts each fault at its field', () => {
    expect(sortFaults({ text: 'empty', 'price.amount': 'too low' }, fields)).toEqual({
      atFields: { text: 'empty', price: 'too low' },
      isWhole: false,
    });
    expect(sortFaults({ 'input.text': 'empty' }, fields).atFields).toEqual({ text: 'empty' });
  });

  it('leaves to the whole form what no field is there for', () => {
    expect(sortFaults({ input: 'must change something' }, fields).isWhole).toBe(true);
    expect(sortFaults({ text: 'empty', other: 'x' }, fields)).toEqual({
      atFields: { text: 'empty' },
      isWhole: true,
    });
    expect(sortFaults({}, fields)).toEqual({ atFields: {}, isWhole: true });
  });
});
