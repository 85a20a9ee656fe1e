package dev.tidegate.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the variables that an expression uses. */
final class References {
    private static final String INDEX = "_[_]";

    private References() {}

    /** @param variables all others are loop variables */
    static List<Reference> in(CelAbstractSyntaxTree tree, Set<String> variables) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == Kind.IDENT
                        && variables.contains(node.expr().ident().name()))
                .map(node -> reference(tree, node))
                .toList();
    }

    private static Reference reference(CelAbstractSyntaxTree tree, CelNavigableExpr start) {
        List<Reference.Step> steps = new ArrayList<>();
        CelNavigableExpr at = start;
        while (true) {
            CelNavigableExpr outer = at.parent().orElse(null);
            Reference.Step step = outer == null ? null : step(outer.expr(), at.id());
            if (outer == null || step == null) {
                break;
            }
            steps.add(step);
            at = outer;
        }
        Optional<CelSourceLocation> place = Optional.ofNullable(
                        tree.getSource().getPositionsMap().get(start.id()))
                .flatMap(tree.getSource()::getOffsetLocation);
        return new Reference(
                start.expr().ident().name(),
                steps,
                place.map(CelSourceLocation::getLine).orElse(1),
                place.map(CelSourceLocation::getColumn).orElse(0) + 1);
    }

    private static Reference.@Nullable Step step(CelExpr outer, long inner) {
        return switch (outer.getKind()) {
            case SELECT ->
                outer.select().operand().id() == inner
                        ? new Reference.Step(outer.select().field(), false)
                        : null;
            case CALL -> {
                CelExpr.CelCall call = outer.call();
                boolean into =
                        call.function().equals(INDEX) && call.args().getFirst().id() == inner;
                CelExpr key = into ? call.args().get(1) : outer;
                yield into
                                && key.getKind() == Kind.CONSTANT
                                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE
                        ? new Reference.Step(key.constant().stringValue(), true)
                        : null;
            }
            case NOT_SET, CONSTANT, IDENT, LIST, STRUCT, MAP, COMPREHENSION -> null;
        };
    }
}
