import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { A } from './A.tsx';
import css from './Button.module.css';
import { cx } from './cx.ts';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';
export type ButtonLook = {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  /** Only an icon inside: give `aria-label`. */
  readonly bare?: boolean;
  readonly wide?: boolean;
};

/** Class names of a button's look, for elements that must look like one. */
export function buttonClass({ kind = 'plain', small = false, bare = false, wide = false }: ButtonLook): string {
  return cx(css['button'], css[kind], small && css['small'], bare && css['bare'], wide && css['wide']);
}

type ButtonProps = ButtonLook & ButtonHTMLAttributes<HTMLButtonElement> & { readonly icon?: ReactNode };

/** A button that changes only the screen. What changes data is an `ActButton`. */
export function Button({
  kind = 'plain',
  small = false,
  bare = false,
  wide = false,
  icon,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button type="button" {...rest} className={cx(buttonClass({ kind, small, bare, wide }), rest.className)}>
      {icon}
      {children}
    </button>
  );
}

type LinkButtonProps = ButtonLook & {
  readonly to: string;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly 'aria-label'?: string;
  /** A file of the server: followed by the browser, not by the router. */
  readonly download?: boolean;
};

/** A link that looks like a button: leads to another screen or to a file. */
export function LinkButton({ to, icon, children, download = false, ...look }: LinkButtonProps) {
  const label = look['aria-label'];
  return (
    <A
      to={to}
      className={buttonClass(look)}
      outside={download}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {icon}
      {children}
    </A>
  );
}
