/** Replays archived events on a virtual clock, to tell what triggers would have done; sends nothing and changes nothing. */
@NullMarked
package dev.tidegate.backtest;

import org.jspecify.annotations.NullMarked;
