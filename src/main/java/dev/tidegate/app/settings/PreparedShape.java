package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Reading;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.SourceSettings;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A source whose keys are well, and which can be made from them: its expressions and secrets are looked at too. */
final class PreparedShape implements Shape<SourceSettings> {
    private final Shape<SourceSettings> keys;
    private final Function<SourceSettings, Prepared> prepare;

    PreparedShape(Shape<SourceSettings> keys, Function<SourceSettings, Prepared> prepare) {
        this.keys = keys;
        this.prepare = prepare;
    }

    @Override
    public Optional<Reading<SourceSettings>> read(Cursor cursor) {
        return keys.read(cursor).flatMap(reading -> switch (prepare.apply(reading.value())) {
            case Prepared.Ready ignored -> Optional.of(reading);
            case Prepared.Faulty(var problems) -> {
                problems.forEach(problem ->
                        cursor.descend(problem.key()).problemAt(problem.line(), problem.column(), problem.message()));
                yield Optional.empty();
            }
        });
    }

    @Override
    public Map<String, Object> schema() {
        return keys.schema();
    }
}
