import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n.ts';
import { Button } from './Button.tsx';
import css from './Dialog.module.css';
import { DialogDoor, type Leave, shutsDropdown } from './dialog-door.ts';
import { kitTexts } from './texts.ts';

/** What has the focus now, after what opened the menu that it is in: a menu goes when its item is chosen. */
function focusedNow(): readonly Element[] {
  const focused = document.activeElement;
  const menu = focused?.closest('[data-position]')?.id ?? '';
  const opener = menu === '' ? null : document.querySelector(`[aria-controls="${CSS.escape(menu)}"]`);
  return [opener, focused].filter((one) => one !== null);
}

/** Gives the focus, once the dialog has gone and left it to nothing, back to what had it before. */
function useFocusBack(): void {
  const [before] = useState(focusedNow);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      const there = before.find((one) => one.isConnected);
      if (isLost && there instanceof HTMLElement) there.focus({ preventScroll: true });
    },
    [before],
  );
}

/** Dialogs that are open now, the uppermost last: Esc is its alone. */
const open: symbol[] = [];

/** Esc closes the uppermost dialog, unless something inside has taken the key. */
function useEsc(close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const self = Symbol('dialog');
    open.push(self);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || open.at(-1) !== self) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      open.splice(open.indexOf(self), 1);
    };
  }, []);
}

/**
 * A dialog over the page: holds the focus and gives it back. Esc, the cross and a press beside it close it, after a form
 * inside has asked about what was typed. `bare` leaves the head and the padding to what is inside.
 */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly width?: number;
  readonly bare?: boolean;
  readonly children: ReactNode;
}) {
  const t = useText(kitTexts);
  useFocusBack();
  const { title, onClose, width = 480, bare = false, children } = props;
  const [forms] = useState(() => new Set<Leave>());
  const door = useMemo(
    () => ({
      guard: (leave: Leave) => {
        forms.add(leave);
        return () => void forms.delete(leave);
      },
    }),
    [forms],
  );
  const close = () => {
    if (![...forms].some((leave) => leave(onClose))) onClose();
  };
  useEsc(close);
  return (
    <Modal.Root
      opened
      onClose={close}
      closeOnEscape={false}
      size={width}
      yOffset="12dvh"
      transitionProps={{ duration: 80, transition: 'fade' }}
    >
      {/* A press beside it takes the focus from nothing: the dialog may stay. */}
      <Modal.Overlay backgroundOpacity={0.32} onMouseDown={(event) => event.preventDefault()} />
      <Modal.Content
        aria-label={title}
        onKeyDown={(event) => {
          if (shutsDropdown(event)) event.preventDefault();
        }}
      >
        <DialogDoor.Provider value={door}>
          {bare ? (
            children
          ) : (
            <>
              <div className={css['head']}>
                <h2>{title}</h2>
                <Button kind="quiet" small bare aria-label={t('act.close')} onClick={close}>
                  <IconX size={16} />
                </Button>
              </div>
              <div className={css['body']}>{children}</div>
            </>
          )}
        </DialogDoor.Provider>
      </Modal.Content>
    </Modal.Root>
  );
}
