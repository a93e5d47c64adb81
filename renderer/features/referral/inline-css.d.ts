/** A style sheet as text, for a shadow root of its own. */
declare module '*.css?inline' {
  const text: string;
  export default text;
}
