package dev.tidegate.ingest;

import dev.tidegate.source.FieldError;
import java.util.List;

/**
 * An event of a request that is not valid.
 *
 * @param index its place in the request, from 0
 */
record Rejection(int index, List<FieldError> errors) {
    Rejection {
        errors = List.copyOf(errors);
    }
}
