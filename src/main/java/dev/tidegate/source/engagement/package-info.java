/** What ESPs tell of messages, whatever the ESP: the event it becomes, and whether a person or a machine was at work. */
@NullMarked
package dev.tidegate.source.engagement;

import org.jspecify.annotations.NullMarked;
