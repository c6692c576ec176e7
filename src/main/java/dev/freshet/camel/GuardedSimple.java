package dev.freshet.camel;

import dev.freshet.rights.Functions;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimpleLanguage;

/** The language simple without the functions that routes may not use. */
final class GuardedSimple extends SimpleLanguage {

    private final Functions functions;

    GuardedSimple(Functions functions) {
        this.functions = functions;
    }

    @Override
    public Predicate createPredicate(String text) {
        refuse(text);
        return super.createPredicate(text);
    }

    @Override
    public Expression createExpression(String text) {
        refuse(text);
        return super.createExpression(text);
    }

    private void refuse(String text) {
        functions.refusals(text).stream().findFirst().ifPresent(refusal -> {
            throw new RefusedByRightsException(refusal);
        });
    }
}
