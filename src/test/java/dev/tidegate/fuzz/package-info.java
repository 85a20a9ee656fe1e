/** Coverage-guided fuzzing of everything that reads what others write; see {@code docs/testing.md}. */
@NullMarked
package dev.tidegate.fuzz;

import org.jspecify.annotations.NullMarked;
