/** The own name of a category: the end of its path. */
export const ownName = (path: string): string => path.split(' / ').at(-1) ?? path;

/** A category by its path: its own name first, what it lies in after it; the whole path on hover. */
export function CategoryName({ path }: { readonly path: string }) {
  const parts = path.split(' / ');
  const above = parts.slice(0, -1).reverse();
  return (
    <span title={path}>
      {ownName(path)}
      {above.length === 0 ? null : <span className="muted"> · {above.join(' · ')}</span>}
    </span>
  );
}
