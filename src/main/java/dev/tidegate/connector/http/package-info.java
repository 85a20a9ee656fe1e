/** One HTTP call to an ESP: its deadline, its limits, and the addresses it may go to. */
@NullMarked
package dev.tidegate.connector.http;

import org.jspecify.annotations.NullMarked;
