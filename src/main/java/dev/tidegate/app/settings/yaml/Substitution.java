package dev.tidegate.app.settings.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${file:PATH}} into a value. The default holds where the
 * variable is unset or empty; a path counts from the settings' directory, and line ends at the file's end are left out.
 * {@code $$} stands for one dollar sign, so {@code $${NAME}} stays as {@code ${NAME}}.
 */
public final class Substitution {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\{([^}]*)(}?)");
    private static final String FILE = "file:";

    private final Function<String, @Nullable String> environment;
    private final Path directory;
    private final boolean refused;

    /**
     * @param environment looks a variable up, null if it is unset
     * @param directory what paths count from
     */
    public Substitution(Function<String, @Nullable String> environment, Path directory) {
        this(environment, directory, false);
    }

    private Substitution(Function<String, @Nullable String> environment, Path directory, boolean refused) {
        this.environment = environment;
        this.directory = directory;
        this.refused = refused;
    }

    /** For text that somebody sends: it must not look into this machine's variables and files. */
    public static Substitution refused() {
        return new Substitution(name -> null, Path.of(""), true);
    }

    Path resolve(String path) {
        return directory.resolve(path);
    }

    Substituted apply(String written) {
        if (written.indexOf('$') < 0) {
            int[] origins = new int[written.length() + 1];
            Arrays.setAll(origins, i -> i);
            return new Substituted(written, origins, List.of(), List.of());
        }
        Work work = new Work();
        Matcher reference = REFERENCE.matcher(written);
        int next = 0;
        while (reference.find()) {
            work.literal(written, next, reference.start());
            next = reference.end();
            if (reference.group().equals("$$")) {
                work.replacement("$", reference.start());
            } else {
                work.offset = reference.start();
                substitute(reference, work);
            }
        }
        work.literal(written, next, written.length());
        return work.done(written.length());
    }

    private void substitute(Matcher reference, Work work) {
        String inside = reference.group(1);
        if (refused) {
            work.fault("${ is not looked up here; write the value itself, or $$ for a dollar sign");
        } else if (reference.group(2).isEmpty()) {
            work.fault(
                    "${ is never closed; allowed: ${NAME}, ${NAME:-default}, ${file:PATH}, and $$ for a dollar sign");
        } else if (inside.startsWith(FILE)) {
            fromFile(inside.substring(FILE.length()), work);
        } else {
            fromEnvironment(inside, work);
        }
    }

    private void fromEnvironment(String inside, Work work) {
        int separator = inside.indexOf(":-");
        String name = separator < 0 ? inside : inside.substring(0, separator);
        if (!NAME.matcher(name).matches() || inside.indexOf("${", Math.max(0, separator)) >= 0) {
            work.fault("${" + inside + "} cannot be read; allowed: ${NAME}, ${NAME:-default}, ${file:PATH},"
                    + " NAME of letters, digits and _, no ${ within");
            return;
        }
        work.names.add(name);
        String value = environment.apply(name);
        if (separator >= 0 && (value == null || value.isEmpty())) {
            work.replacement(inside.substring(separator + 2), work.offset);
        } else if (value == null) {
            work.fault("the variable " + name + " is not set; set it, or write ${" + name + ":-default}");
        } else {
            work.replacement(value, work.offset);
        }
    }

    private void fromFile(String path, Work work) {
        work.names.add(FILE + path);
        switch (SmallFile.read(directory, path)) {
            case SmallFile.Content(String text) -> work.replacement(text.stripTrailing(), work.offset);
            case SmallFile.Unreadable(String why) -> work.fault("the file " + path + " " + why);
        }
    }

    /** The value as far as it has been put together. */
    private static final class Work {
        private final StringBuilder text = new StringBuilder();
        private final List<Integer> origins = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<Substituted.Fault> faults = new ArrayList<>();
        private int offset;

        void literal(String written, int from, int to) {
            for (int i = from; i < to; i++) {
                text.append(written.charAt(i));
                origins.add(i);
            }
        }

        void replacement(String value, int from) {
            text.append(value);
            for (int i = 0; i < value.length(); i++) {
                origins.add(from);
            }
        }

        void fault(String what) {
            faults.add(new Substituted.Fault(offset, what));
        }

        Substituted done(int length) {
            origins.add(length);
            return new Substituted(
                    text.toString(),
                    origins.stream().mapToInt(Integer::intValue).toArray(),
                    List.copyOf(names),
                    List.copyOf(faults));
        }
    }
}
