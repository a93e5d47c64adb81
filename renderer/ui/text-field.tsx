import { type InputHTMLAttributes, type KeyboardEvent, type Ref, useLayoutEffect, useMemo, useRef } from 'react';
import { isComposing } from './composing.ts';
import { useFieldLinks } from './field.tsx';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

interface TextFieldProps {
  value: string;
  /** Another number writes `value` into the field again, although it is the one it had before the typing. */
  revision?: number;
  /** Called with each committed change: never in the middle of a composition. */
  onChange(text: string): void;
  onBlur?(text: string): void;
  /** Enter outside a composition (in a `lines` field: Ctrl+Enter). */
  onEnter?(): void;
  onKeyDown?(event: KeyboardEvent<TextElement>): void;
  type?: 'text' | 'password' | 'search' | 'tel' | 'url';
  inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  /** Language of the keyboard to bring up: `en` for numbers, so that no input method opens. */
  lang?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  placeholder?: string;
  readOnly?: boolean;
  /** Number of text lines; more than one makes a text area. */
  lines?: number;
  /** Width in characters of Latin text. */
  width?: number;
  className?: string;
  testId?: string;
  'aria-label'?: string;
  inputRef?: Ref<HTMLInputElement>;
}

/**
 * A text input that the program never writes into while an input method composes: it is uncontrolled, and takes a
 * value from outside only between compositions. Nothing is trimmed, masked or cut while typing.
 */
export function TextField(props: TextFieldProps) {
  const {
    value,
    revision,
    onChange,
    onBlur,
    onEnter,
    onKeyDown,
    lines = 1,
    width,
    className,
    testId,
    inputRef,
    ...rest
  } = props;
  const element = useRef<TextElement | null>(null);
  const composing = useRef(false);
  const links = useFieldLinks();

  const given = useMemo(() => ({ text: value, revision }), [value, revision]);
  useLayoutEffect(() => {
    const input = element.current;
    if (input && !composing.current && input.value !== given.text) input.value = given.text;
  }, [given]);

  const shared = {
    ...links,
    ...rest,
    className: ['text-field', className].filter(Boolean).join(' '),
    defaultValue: value,
    style: width ? { width: `calc(${width}ch + 18px)` } : undefined,
    'data-testid': testId,
    onChange: () => {
      if (!composing.current) onChange(element.current?.value ?? '');
    },
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: () => {
      composing.current = false;
      onChange(element.current?.value ?? '');
    },
    onBlur: () => {
      composing.current = false;
      onBlur?.(element.current?.value ?? '');
    },
    onKeyDown: (event: KeyboardEvent<TextElement>) => {
      if (isComposing(event)) {
        event.stopPropagation();
        // By itself the browser empties a search field, although Esc was meant for the input method.
        if (rest.type === 'search' && event.key === 'Escape') event.preventDefault();
        return;
      }
      onKeyDown?.(event);
      if (event.key === 'Enter' && onEnter && (lines === 1 || event.ctrlKey)) {
        event.preventDefault();
        onEnter();
      }
    },
  };

  if (lines > 1) {
    const { type: _type, inputMode, ...area } = shared;
    return (
      <textarea
        {...area}
        inputMode={inputMode}
        rows={lines}
        ref={node => {
          element.current = node;
        }}
      />
    );
  }
  return (
    <input
      type="text"
      {...shared}
      spellCheck={false}
      ref={node => {
        element.current = node;
        if (typeof inputRef === 'function') inputRef(node);
        else if (inputRef) inputRef.current = node;
      }}
    />
  );
}
