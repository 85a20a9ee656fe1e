package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;

/** The keys of {@code quality.yaml}: known, and none of them supported yet. */
final class QualityFile {
    static final SettingsFile<Boolean> FILE = new SettingsFile<>(
            "quality.yaml",
            false,
            "Rules for data quality, audits, enrichment, imports and reconciliation.",
            ObjectShape.of(
                    values -> true,
                    Key.later("rules", "What is rejected, quarantined, corrected or flagged."),
                    Key.later("audits", "When all profiles are looked over."),
                    Key.later("enrichment", "Facts asked for elsewhere."),
                    Key.later("imports", "Bulk loads and their window."),
                    Key.later("reconciliation", "Comparison with other systems.")));

    private QualityFile() {}
}
