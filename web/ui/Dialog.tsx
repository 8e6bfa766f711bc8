import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../i18n.ts';
import { Button } from './Button.tsx';
import css from './Dialog.module.css';
import { kitTexts } from './texts.ts';

/** Gives the focus, once the dialog has gone and left it to nothing, back to what had it before. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}

/** A dialog over the page: holds the focus and gives it back, Esc closes. `bare` leaves the head and the padding to what is inside. */
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
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={width}
      yOffset="12dvh"
      transitionProps={{ duration: 80, transition: 'fade' }}
    >
      <Modal.Overlay backgroundOpacity={0.32} />
      <Modal.Content aria-label={title}>
        {bare ? (
          children
        ) : (
          <>
            <div className={css['head']}>
              <h2>{title}</h2>
              <Button kind="quiet" small bare aria-label={t('act.close')} onClick={onClose}>
                <IconX size={16} />
              </Button>
            </div>
            <div className={css['body']}>{children}</div>
          </>
        )}
      </Modal.Content>
    </Modal.Root>
  );
}
