/** An ESP that is built in, for the demo and for trying things out. */
@NullMarked
package dev.tidegate.connector.simulator;

import org.jspecify.annotations.NullMarked;
