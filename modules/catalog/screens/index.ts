/** What other modules' screens take from the catalog. */
export { CategoryField } from './CategoryField.tsx';
export { LifeBadge } from './LifeBadge.tsx';
