import { useMutation, useQueryClient } from '@tanstack/react-query';

import { execute, refresh } from '../api/queries';
import type { Command } from '../api/types';

/** A command, after which everything that depends on the record is asked for again. */
export function useCommand() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (command: Command) => execute(command),
    onSuccess: () => refresh(queries),
  });
}
