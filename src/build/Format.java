import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats the project's Java sources, or says which ones are not formatted. Run by Maven on the toolchain's JDK, because
 * palantir-java-format parses with the javac it runs on, and Maven itself may run on one that does not know our Java yet.
 */
final class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    public static void main(String[] arguments) {
        boolean write = arguments[0].equals("apply");
        List<Path> untidy = Stream.of(arguments)
                .skip(1)
                .flatMap(Format::javaFiles)
                .parallel()
                .filter(file -> !isTidy(file, write))
                .sorted()
                .toList();
        untidy.forEach(file -> System.out.println((write ? "formatted " : "not formatted: ") + file));
        if (!write && !untidy.isEmpty()) {
            System.out.println("Run `mvn validate -Dformat=apply` to format them.");
            System.exit(1);
        }
    }

    private static Stream<Path> javaFiles(String folder) {
        try {
            Path root = Path.of(folder);
            return Files.isDirectory(root)
                    ? Files.walk(root)
                            .filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.toString().contains("/target/"))
                    : Stream.empty();
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + folder, e);
        }
    }

    private static boolean isTidy(Path file, boolean write) {
        try {
            String source = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(source);
            if (write && !formatted.equals(source)) {
                Files.writeString(file, formatted);
            }
            return formatted.equals(source);
        } catch (IOException | FormatterException e) {
            throw new IllegalStateException("cannot format " + file + ": " + e.getMessage(), e);
        }
    }
}
