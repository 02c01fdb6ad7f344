package org.chatboard.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Says whether there is a Chromium, and says it loudly when there is none. */
final class BrowserCondition implements ExecutionCondition {

    private static final System.Logger LOG = System.getLogger(BrowserCondition.class.getName());

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Browsers.executable().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a Chromium");
        }
        if (Boolean.getBoolean("browser.required")) {
            throw new AssertionError("no Chromium, and -Dbrowser.required=true");
        }
        LOG.log(System.Logger.Level.WARNING, "skipped: no Chromium for {0}", context.getDisplayName());
        return ConditionEvaluationResult.disabled("skipped: no Chromium");
    }
}
