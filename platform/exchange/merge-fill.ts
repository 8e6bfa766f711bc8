import type { Merge } from './merges.ts';
import type { SourceRow } from './problem.ts';

// Wider ranges are titles.
const widest = 256;

/** Gives each cell of a merged range the range's value, as rows come from top to bottom, within the table's width. */
export class MergeFill {
  readonly #byTop = new Map<number, Merge[]>();
  readonly #active = new Map<number, { value: string; bottom: number }>();
  readonly #tops: readonly number[];
  #next = 0;

  constructor(merges: readonly Merge[], width: number) {
    for (const merge of merges) {
      if (merge.left >= width) continue;
      const right = Math.min(merge.right, width - 1, merge.left + widest - 1);
      const sameTop = this.#byTop.get(merge.top) ?? [];
      sameTop.push({ ...merge, right });
      this.#byTop.set(merge.top, sameTop);
    }
    this.#tops = [...this.#byTop.keys()].sort((one, other) => one - other);
  }

  /** The row's cells with those that lie in merged ranges filled. Rows must come in their order. */
  apply(row: SourceRow): readonly string[] {
    this.#begin(row);
    if (this.#active.size === 0) return row.cells;
    const cells = [...row.cells];
    for (const [column, { value, bottom }] of this.#active) {
      if (bottom < row.row) this.#active.delete(column);
      else if ((cells[column] ?? '') === '') {
        while (cells.length < column) cells.push('');
        cells[column] = value;
      }
    }
    return cells;
  }

  #begin(row: SourceRow): void {
    for (let top = this.#tops[this.#next]; top !== undefined && top <= row.row; top = this.#tops[this.#next]) {
      this.#next += 1;
      if (top < row.row) continue;
      for (const { left, right, bottom } of this.#byTop.get(top) ?? []) {
        for (let column = left; column <= right; column += 1) {
          this.#active.set(column, { value: row.cells[left] ?? '', bottom });
        }
      }
    }
  }
}
