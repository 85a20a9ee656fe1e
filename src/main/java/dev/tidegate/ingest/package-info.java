/** The public HTTP port: runs the stages in order and answers. */
@NullMarked
package dev.tidegate.ingest;

import org.jspecify.annotations.NullMarked;
