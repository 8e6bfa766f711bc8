import { useContext, useEffect, useRef, useState } from 'react';
import { DialogDoor } from './dialog-door.ts';
import { LeaveDialog } from './LeaveDialog.tsx';

/** Stands in a dialog that has fields and no `FormPanel`: while `when`, the dialog's closing asks first. */
export function Unsaved({ when }: { readonly when: boolean }) {
  const door = useContext(DialogDoor);
  const [going, setGoing] = useState<{ readonly go: () => void } | null>(null);
  const unsaved = useRef(when);
  unsaved.current = when;
  useEffect(
    () =>
      door?.guard((go) => {
        if (unsaved.current) setGoing({ go });
        return unsaved.current;
      }),
    [door],
  );
  return going === null ? null : <LeaveDialog leave={going.go} stay={() => setGoing(null)} />;
}
