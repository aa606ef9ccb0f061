import { describe, expect, it } from 'vitest';

import { targetsOf } from './targets';

describe('things to purge as they are typed', () => {
  it('are told apart by spaces and any comma, once each', () => {
    expect(targetsOf('K3 A7，r4、#12; 12')).toEqual(['K3', 'A7', 'R4', '#12']);
    expect(targetsOf('  ')).toEqual([]);
  });
});
