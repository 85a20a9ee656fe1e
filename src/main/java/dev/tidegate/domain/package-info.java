/** The nouns that all stages share: events, customers, messages and their ids. Plain Java, no I/O. */
@NullMarked
package dev.tidegate.domain;

import org.jspecify.annotations.NullMarked;
